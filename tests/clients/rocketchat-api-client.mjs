// The REST API as @rocket.chat/api-client calls it. Arguments: the server's address, a user name and its password.
import { RestClient } from '@rocket.chat/api-client';

const [baseUrl, user, password] = process.argv.slice(2);
const anonymous = new RestClient({ baseUrl });
const { data } = await anonymous.post('/v1/login', { user, password });

const client = new RestClient({ baseUrl });
client.setCredentials({ 'X-User-Id': data.userId, 'X-Auth-Token': data.authToken });
const me = await client.get('/v1/me');
const { channel } = await client.post('/v1/channels.create', { name: `made-by-${user}` });
const { message } = await client.post('/v1/chat.sendMessage', { message: { rid: channel._id, msg: 'one' } });
await client.post('/v1/chat.update', { roomId: channel._id, msgId: message._id, text: 'two' });
const { messages } = await client.get('/v1/channels.history', { roomId: channel._id, count: 10 });
let refusal;
await client.get('/v1/channels.info', { roomId: 'nothing' }).catch(async (answer) => {
  refusal = { status: answer.status, ...(await answer.json()) };
});
await client.post('/v1/chat.delete', { roomId: channel._id, msgId: message._id });
console.log(JSON.stringify({ username: me.username, texts: messages.filter(({ t }) => !t).map(({ msg }) => msg), refusal }));
