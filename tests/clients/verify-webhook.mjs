// Verifies a signed call as a receiver does. Arguments: the package (svix or standardwebhooks), the secret, the headers as JSON, the body.
import { Webhook as Svix } from 'svix';
import { Webhook as Standard } from 'standardwebhooks';

const [name, secret, headers, body] = process.argv.slice(2);
const Webhook = { svix: Svix, standardwebhooks: Standard }[name];
try {
  console.log(JSON.stringify({ verified: new Webhook(secret).verify(body, JSON.parse(headers)) }));
} catch (error) {
  console.log(JSON.stringify({ error: error.message }));
}
