// Walks the code flow as openid-client does. Arguments: a step and its JSON.
//   start   {server, clientId, clientSecret?, redirectUri, scope}      -> {url, verifier, state}
//   finish  the same with {callback, verifier, state}                  -> what the client got
import * as client from 'openid-client';

const [step, json] = process.argv.slice(2);
const input = JSON.parse(json);
const authentication = input.clientSecret ? client.ClientSecretBasic(input.clientSecret) : client.None();
const config = await client.discovery(new URL(input.server), input.clientId, undefined, authentication, { algorithm: 'oauth2', execute: [client.allowInsecureRequests] });

if (step === 'start') {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: input.redirectUri,
    scope: input.scope,
    state,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  console.log(JSON.stringify({ url: url.href, verifier, state }));
} else {
  try {
    const first = await client.authorizationCodeGrant(config, new URL(input.callback), { pkceCodeVerifier: input.verifier, expectedState: input.state });
    const second = await client.refreshTokenGrant(config, first.refresh_token);
    const me = await (await client.fetchProtectedResource(config, second.access_token, new URL('/api/v1/me', input.server), 'GET')).json();
    const user = await client.fetchUserInfo(config, second.access_token, me._id);
    const before = input.clientSecret ? await client.tokenIntrospection(config, second.access_token) : undefined;
    await client.tokenRevocation(config, second.refresh_token);
    const after = input.clientSecret ? await client.tokenIntrospection(config, second.access_token) : undefined;
    console.log(JSON.stringify({ scope: first.scope, expiresIn: first.expires_in, username: me.username, sub: user.sub, before: before?.active, after: after?.active }));
  } catch (error) {
    console.log(JSON.stringify({ name: error.name, error: error.error, description: error.error_description, code: error.code }));
  }
}
