// Walks the code flow as simple-oauth2 does. Arguments: a step and its JSON.
//   start   {server, clientId, clientSecret, redirectUri, scope, state, authorizationMethod}   -> {url}
//   finish  the same with {code}                                                             -> what the client got
import { AuthorizationCode } from 'simple-oauth2';

const [step, json] = process.argv.slice(2);
const input = JSON.parse(json);
const client = new AuthorizationCode({
  client: { id: input.clientId, secret: input.clientSecret },
  auth: { tokenHost: input.server, tokenPath: '/oauth/token', revokePath: '/oauth/revoke', authorizePath: '/oauth/authorize' },
  options: { authorizationMethod: input.authorizationMethod },
});

if (step === 'start') {
  console.log(JSON.stringify({ url: client.authorizeURL({ redirect_uri: input.redirectUri, scope: input.scope, state: input.state }) }));
} else {
  const call = async (token) => (await fetch(new URL('/api/v1/me', input.server), { headers: { Authorization: `Bearer ${token.token.access_token}` } })).status;
  try {
    const first = await client.getToken({ code: input.code, redirect_uri: input.redirectUri, scope: input.scope });
    const second = await first.refresh();
    const statuses = [await call(first), await call(second)];
    await second.revokeAll();
    console.log(JSON.stringify({ scope: first.token.scope, expired: first.expired(), statuses: [...statuses, await call(second)] }));
  } catch (error) {
    console.log(JSON.stringify({ status: error.output?.statusCode, payload: error.data?.payload }));
  }
}
