// Logs in, watches a room, writes, loses its connection, comes back by its token, and hears what is said then; as clients with @rocket.chat/ddp-client do.
// Arguments: the server's address, a user name, its password and a room's id.
import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import ddp from '@rocket.chat/ddp-client';

// Node.js 20 has no WebSocket of its own.
globalThis.WebSocket = WebSocket;
const [url, username, password, rid] = process.argv.slice(2);
const waitFor = async (condition) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};

const sdk = ddp.DDPSDK.create(url, { retryCount: 5, retryTime: 50 });
await sdk.connection.connect();
await sdk.account.loginWithPassword(username, createHash('sha256').update(password).digest('hex'));
const session = sdk.connection.session;

const heard = [];
await sdk.stream('room-messages', rid, (message) => heard.push(message.msg)).ready();
await sdk.call('sendMessage', { rid, msg: 'before' });
await waitFor(() => heard.includes('before'));

sdk.connection.ws.terminate();
await waitFor(() => sdk.connection.status === 'connected' && sdk.connection.session !== session);
const posted = await sdk.rest.post('/v1/chat.postMessage', { roomId: rid, text: 'after' });
await waitFor(() => heard.includes('after'));

let refusal;
await sdk.call('getRoomNameById', 'nothing').catch((error) => {
  refusal = error.error;
});
const user = sdk.account.user;
await sdk.account.logout();
sdk.connection.close();
console.log(JSON.stringify({ heard, posted: posted.success, refusal, username: user.username, uid: user.id }));
process.exit(0);
