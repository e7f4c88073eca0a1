// A strict OAuth 2 server on a free loopback port, for tests and the example: `oauth2-mock-server`, which accepts any
// client and any refresh token, with rules. Ends when its standard input is closed.
//
// - One client, whose id and secret hold characters that must be encoded, by `Authorization: Basic` or in the body.
// - An access token holds client id, scope, audience and the way of authentication, so that a test can read them.
// - A refresh token is valid once; its use brings another one. The first is `refresh-0`.
import { OAuth2Server } from 'oauth2-mock-server';

const CLIENT = { id: 'larch:1', secret: 's&cret %/é+' };

const decoded = (text) => decodeURIComponent(text.replaceAll('+', ' '));

function presented(request) {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  if (scheme === 'Basic') {
    const pair = Buffer.from(value, 'base64').toString();
    const colon = pair.indexOf(':');
    return { by: 'basic', id: decoded(pair.slice(0, colon)), secret: decoded(pair.slice(colon + 1)) };
  }
  return { by: 'post', id: request.body.client_id, secret: request.body.client_secret };
}

function rejection(request) {
  const { id, secret } = presented(request);
  if (id !== CLIENT.id || secret !== CLIENT.secret) return [401, 'invalid_client'];
  const isRefresh = request.body.grant_type === 'refresh_token';
  if (isRefresh && request.body.refresh_token !== `refresh-${uses}`) return [400, 'invalid_grant'];
  return null;
}

let uses = 0;
const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');

server.service.on('beforeTokenSigning', (token, request) => {
  const { by, id } = presented(request);
  const { scope, audience } = request.body;
  token.payload = { ...token.payload, by, client_id: id, scope, audience, uses };
});

server.service.on('beforeResponse', (response, request) => {
  const rejected = rejection(request);
  if (rejected) {
    const [status, error] = rejected;
    response.statusCode = status;
    // A careless server echoes what it was given.
    response.body = { error, error_description: JSON.stringify([request.headers, request.body]) };
    return;
  }
  if (request.body.grant_type === 'refresh_token') {
    uses += 1;
    response.body.refresh_token = `refresh-${uses}`;
  }
});

await server.start(0, '127.0.0.1');
console.log(`http://127.0.0.1:${server.address().port}`);
process.stdin.resume().on('end', () => process.exit(0));
