// Posts through a hook as the official Slack client does. Arguments: the hook's address, and the arguments of IncomingWebhook.send as JSON.
import { IncomingWebhook } from '@slack/webhook';

const [url, message, defaults] = process.argv.slice(2);
const webhook = new IncomingWebhook(url, defaults ? JSON.parse(defaults) : undefined);
try {
  const result = await webhook.send(JSON.parse(message));
  console.log(JSON.stringify({ text: result.text }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, status: error.original?.response?.status, body: error.original?.response?.data }));
}
