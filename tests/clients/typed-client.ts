// A program against the types of Rocket.Chat (rest-typings, core-typings), through its own client. Arguments: the server's address, an admin's name and
// password. Prints each answer with the call that gave it; typed-client.mjs checks the answers against the types.
import { RestClient } from '@rocket.chat/api-client';
import type { Serialized } from '@rocket.chat/core-typings';
import type { Endpoints, OperationParams, OperationResult } from '@rocket.chat/rest-typings';

type Verb = 'GET' | 'POST' | 'PUT';
type Path<V extends Verb> = { [P in keyof Endpoints]: V extends keyof Endpoints[P] ? P : never }[keyof Endpoints];
// JSON knows the values of an enumeration, not the enumeration.
type Json<T> = T extends string ? `${T}` : T extends object ? { [K in keyof T]: Json<T[K]> } : T;
export type Answer<V extends Verb, P extends keyof Endpoints> = [OperationResult<V, P>] extends [void] ? { success: true } : Json<Serialized<OperationResult<V, P>>>;

declare const process: { argv: string[] };

const [baseUrl, user, password] = process.argv.slice(2) as [string, string, string];
const client = new RestClient({ baseUrl });
const answers: { verb: Verb; path: string; answer: unknown }[] = [];

async function call<V extends Verb, P extends Path<V>>(verb: V, path: P, params?: OperationParams<V, P>): Promise<Answer<V, P>> {
  const send = { GET: client.get, POST: client.post, PUT: client.put }[verb] as (path: string, params: unknown) => Promise<unknown>;
  const answer = await send.call(client, path, params ?? {});
  answers.push({ verb, path, answer });
  return answer as Answer<V, P>;
}

const get = <P extends Path<'GET'>>(path: P, params?: OperationParams<'GET', P>) => call('GET', path, params);
const post = <P extends Path<'POST'>>(path: P, params?: OperationParams<'POST', P>) => call('POST', path, params);
const put = <P extends Path<'PUT'>>(path: P, params?: OperationParams<'PUT', P>) => call('PUT', path, params);

// The types do not know these calls; their answers are read only.
const untyped = (path: string, params: object) => (client.post as (path: string, params: object) => Promise<{ message?: unknown }>).call(client, path, params);

const suffix = Math.random().toString(36).slice(2, 10);
const login = await post('/v1/login', { user, password });
client.setCredentials({ 'X-User-Id': login.data.userId, 'X-Auth-Token': login.data.authToken });

// Users
const me = await get('/v1/me');
const created = await post('/v1/users.create', { username: `typed.${suffix}`, name: 'Typed Client', email: `typed.${suffix}@example.org`, password: 'user-pass-1', verified: true } as OperationParams<'POST', '/v1/users.create'>);
const userId = created.user._id;
await get('/v1/users.info', { userId });
await get('/v1/users.list', { count: 5, offset: 0 } as OperationParams<'GET', '/v1/users.list'>);
await post('/v1/users.update', { userId, data: { name: 'Typed Again' } });
await get('/v1/users.presence', { ids: [userId] } as OperationParams<'GET', '/v1/users.presence'>);
await get('/v1/users.getPresence', { userId });
await post('/v1/users.setStatus', { message: 'typing', status: 'online' } as OperationParams<'POST', '/v1/users.setStatus'>);
await get('/v1/users.autocomplete', { selector: JSON.stringify({ term: suffix }) } as OperationParams<'GET', '/v1/users.autocomplete'>);
await post('/v1/users.generatePersonalAccessToken', { tokenName: `token-${suffix}` } as OperationParams<'POST', '/v1/users.generatePersonalAccessToken'>);
await get('/v1/users.getPersonalAccessTokens');

// Channels
const { channel } = await post('/v1/channels.create', { name: `typed-${suffix}`, members: [created.user.username!] });
const roomId = channel._id;
await get('/v1/channels.info', { roomId });
await get('/v1/channels.info', { roomName: `typed-${suffix}` } as OperationParams<'GET', '/v1/channels.info'>);
await get('/v1/channels.list', { count: 5 });
await get('/v1/channels.list.joined', { count: 5 });
await post('/v1/channels.setTopic', { roomId, topic: 'Channel topic' });

// Messages
const posted = await post('/v1/chat.postMessage', { roomId, text: `Hello @${created.user.username} keyword`, attachments: [{ title: 'Attachment', text: 'Attachment text' }] } as OperationParams<'POST', '/v1/chat.postMessage'>);
const { message } = await post('/v1/chat.sendMessage', { message: { rid: roomId, msg: 'in the thread', tmid: posted.message._id } });
await get('/v1/chat.getMessage', { msgId: posted.message._id });
await post('/v1/chat.update', { roomId, msgId: message._id, text: 'changed' });
await post('/v1/chat.react', { messageId: posted.message._id, emoji: ':+1:', shouldReact: true });
await get('/v1/chat.search', { roomId, searchText: 'keyword' } as OperationParams<'GET', '/v1/chat.search'>);
await untyped('/v1/chat.pinMessage', { messageId: posted.message._id });
await untyped('/v1/chat.starMessage', { messageId: posted.message._id });
await get('/v1/chat.getPinnedMessages', { roomId });
await get('/v1/chat.getStarredMessages', { roomId });
await get('/v1/chat.getMentionedMessages', { roomId });
await get('/v1/chat.getThreadsList', { rid: roomId } as OperationParams<'GET', '/v1/chat.getThreadsList'>);
await get('/v1/chat.getThreadMessages', { tmid: posted.message._id });
await get('/v1/chat.syncMessages', { roomId, lastUpdate: new Date(0).toISOString() } as OperationParams<'GET', '/v1/chat.syncMessages'>);
await get('/v1/channels.history', { roomId, count: 10 } as OperationParams<'GET', '/v1/channels.history'>);
await get('/v1/channels.messages', { roomId } as OperationParams<'GET', '/v1/channels.messages'>);
await get('/v1/channels.members', { roomId } as OperationParams<'GET', '/v1/channels.members'>);
await get('/v1/channels.counters', { roomId, userId });
await get('/v1/channels.files', { roomId } as OperationParams<'GET', '/v1/channels.files'>);
await get('/v1/channels.roles', { roomId });
await get('/v1/channels.moderators', { roomId });

// Groups and direct messages
const { group } = await post('/v1/groups.create', { name: `typed-group-${suffix}`, members: [created.user.username!] } as OperationParams<'POST', '/v1/groups.create'>);
await get('/v1/groups.info', { roomId: group._id });
await get('/v1/groups.list');
await post('/v1/chat.postMessage', { roomId: group._id, text: 'private' });
await get('/v1/groups.history', { roomId: group._id } as OperationParams<'GET', '/v1/groups.history'>);
await get('/v1/groups.messages', { roomId: group._id } as OperationParams<'GET', '/v1/groups.messages'>);
await get('/v1/groups.members', { roomId: group._id } as OperationParams<'GET', '/v1/groups.members'>);
const direct = await post('/v1/im.create', { username: created.user.username! } as OperationParams<'POST', '/v1/im.create'>);
await post('/v1/chat.postMessage', { roomId: direct.room._id, text: 'direct' });
await get('/v1/im.list', { count: 5 } as OperationParams<'GET', '/v1/im.list'>);
await get('/v1/im.history', { roomId: direct.room._id } as OperationParams<'GET', '/v1/im.history'>);
await get('/v1/im.messages', { roomId: direct.room._id } as OperationParams<'GET', '/v1/im.messages'>);
await get('/v1/im.members', { roomId: direct.room._id } as OperationParams<'GET', '/v1/im.members'>);

// Any room
await get('/v1/subscriptions.get', { updatedSince: new Date(0).toISOString() } as OperationParams<'GET', '/v1/subscriptions.get'>);
await get('/v1/subscriptions.getOne', { roomId });
await post('/v1/subscriptions.read', { rid: roomId });
await get('/v1/rooms.get', { updatedSince: new Date(0).toISOString() });
await get('/v1/rooms.info', { roomId });

// Integrations
const incoming = await post('/v1/integrations.create', {
  type: 'webhook-incoming', name: `typed-${suffix}`, enabled: true, username: me.username!, channel: `#typed-${suffix}`, scriptEnabled: false, overrideDestinationChannelEnabled: false, script: '',
} as unknown as OperationParams<'POST', '/v1/integrations.create'>);
const outgoing = await post('/v1/integrations.create', {
  type: 'webhook-outgoing', name: `typed-${suffix}`, enabled: false, username: me.username!, channel: `#typed-${suffix}`, scriptEnabled: false, event: 'sendMessage', urls: ['https://example.org/hook'], token: 'a', triggerWords: ['keyword'],
} as unknown as OperationParams<'POST', '/v1/integrations.create'>);
await get('/v1/integrations.list', { count: 100 } as OperationParams<'GET', '/v1/integrations.list'>);
await get('/v1/integrations.get', { integrationId: incoming.integration._id });
await put('/v1/integrations.update', { type: 'webhook-incoming', integrationId: incoming.integration._id, name: 'Updated Name', enabled: true, username: me.username!, channel: `#typed-${suffix}`, scriptEnabled: false } as unknown as OperationParams<'PUT', '/v1/integrations.update'>);
await get('/v1/integrations.history', { id: outgoing.integration._id } as OperationParams<'GET', '/v1/integrations.history'>);
await post('/v1/integrations.remove', { type: 'webhook-outgoing', integrationId: outgoing.integration._id } as OperationParams<'POST', '/v1/integrations.remove'>);

// The workspace
await get('/v1/roles.list');
await get('/v1/roles.getUsersInRole', { role: 'admin' } as OperationParams<'GET', '/v1/roles.getUsersInRole'>);
await get('/v1/settings.public', { count: 20 } as OperationParams<'GET', '/v1/settings.public'>);
await get('/v1/statistics', {} as OperationParams<'GET', '/v1/statistics'>);
await get('/v1/spotlight', { query: suffix });
await get('/v1/directory', { type: 'channels', text: suffix } as unknown as OperationParams<'GET', '/v1/directory'>);
await get('/v1/service.configurations');
await post('/v1/chat.delete', { roomId, msgId: message._id });
await post('/v1/channels.archive', { roomId });
await post('/v1/users.delete', { userId, confirmRelinquish: true });
await post('/v1/logout');

console.log(JSON.stringify(answers));
