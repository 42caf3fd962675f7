// Lists the commands, runs one, types another, and hears what is for its user alone; as clients with @rocket.chat/ddp-client do.
// Arguments: the server's address, a user name, its password, a room's id and a command's name.
import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import ddp from '@rocket.chat/ddp-client';

// Node.js 20 has no WebSocket of its own.
globalThis.WebSocket = WebSocket;
const [url, username, password, roomId, command] = process.argv.slice(2);
const waitFor = async (condition) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};

const sdk = ddp.DDPSDK.create(url, { retryCount: 5, retryTime: 50 });
await sdk.connection.connect();
await sdk.account.loginWithPassword(username, createHash('sha256').update(password).digest('hex'));

const heard = [];
await sdk.stream('notify-user', `${sdk.account.uid}/message`, (message) => heard.push(message)).ready();
const { commands } = await sdk.rest.get('/v1/commands.list', { count: 100 });
const found = await sdk.rest.get('/v1/commands.get', { command });
const run = await sdk.rest.post('/v1/commands.run', { command, roomId, params: 'one two' });
await waitFor(() => heard.length === 1);
await sdk.call('sendMessage', { rid: roomId, msg: '/there-is-no-such-command' });
await waitFor(() => heard.length === 2);
sdk.connection.close();
console.log(JSON.stringify({
  listed: commands.some((listed) => listed.command === command),
  params: found.command.params,
  ran: run.success,
  heard: heard.map(({ rid, msg, private: alone }) => ({ rid, msg, alone })),
}));
process.exit(0);
