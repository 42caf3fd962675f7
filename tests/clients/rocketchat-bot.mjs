// A bot as @rocket.chat/sdk's own example makes one: it logs in, joins a room, and answers what it hears there and in direct messages.
// Arguments: the server's address, the bot's name and password, a room's name, how many answers it gives, and a file that it writes when it listens.
import { writeFileSync } from 'node:fs';
import sdk from '@rocket.chat/sdk';

const [host, username, password, room, answers, listening] = process.argv.slice(2);
const { driver, settings } = sdk;
driver.useLog({ debug() {}, info() {}, warn() {}, warning() {}, error: console.error });
await driver.connect({ host, useSsl: false, timeout: 20000 });
settings.username = username;
settings.password = password;
const id = await driver.login({ username, password });
await driver.joinRooms([room]);
await driver.subscribeToMessages();

const heard = [];
let done;
const finished = new Promise((resolve) => (done = resolve));
await driver.respondToMessages(async (error, message, meta) => {
  if (error) throw error;
  heard.push({ msg: message.msg, type: meta.roomType });
  const answer = `You said ${message.msg}`;
  if (meta.roomType === 'd') await driver.sendDirectToUser(answer, message.u.username);
  else await driver.sendToRoom(answer, await driver.getRoomName(message.rid));
  if (heard.length === Number(answers)) done();
}, { rooms: [room], dm: true });
writeFileSync(listening, id);
await finished;
await driver.logout();
console.log(JSON.stringify({ id, heard }));
process.exit(0);
