/** A real OpenID Connect provider on this machine: npm's oidc-provider, with a sign-in page of two buttons. */

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Oidc from 'oidc-provider';

/** What the portal calls it, and so a part of the address it sends people back to. */
const NAME = 'sample';
const CLIENT = 'mikata-e2e';

export class Provider {
  /** What the link on the portal's sign-in page says. */
  static LABEL = '見本認証';

  #server = createServer();
  #secret = randomBytes(24).toString('base64url');
  #folder = '';

  /** Listens, and writes the file for `--outside-provider`. It answers once {@link serve} says whom it serves. */
  static async listen() {
    const provider = new Provider();
    provider.#server.listen(0, '127.0.0.1');
    await once(provider.#server, 'listening');
    provider.#folder = await mkdtemp(join(tmpdir(), 'mikata-e2e-provider-'));
    await writeFile(join(provider.#folder, 'client.secret'), provider.#secret, { mode: 0o600 });
    const settings = {
      name: NAME,
      label: { ja: Provider.LABEL, en: 'Sample ID' },
      issuer: provider.issuer,
      client_id: CLIENT,
      client_secret_file: 'client.secret',
      for: 'persons',
    };
    await writeFile(provider.file, JSON.stringify(settings));
    return provider;
  }

  /** By number, where the portal goes by name: two sites, as it really is. */
  get issuer() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  get file() {
    return join(this.#folder, 'provider.json');
  }

  /** Serves the portal at `url`. */
  serve(url) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const oidc = new Oidc(this.issuer, {
      clients: [
        { client_id: CLIENT, client_secret: this.#secret, redirect_uris: [`${url}/signin/outside/${NAME}/back`] },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'e2e', use: 'sig', alg: 'RS256' }] },
      cookies: { keys: [randomBytes(24).toString('base64url')] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
      // Whoever signs in agrees: what is tested is not how this provider asks.
      async loadExistingGrant({ oidc: { provider, client, session } }) {
        const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
        grant.addOIDCScope('openid');
        await grant.save();
        return grant;
      },
    });
    const answer = oidc.callback();
    this.#server.on('request', (request, response) => {
      if (!request.url.startsWith('/interaction/')) return answer(request, response);
      askWhoItIs(oidc, request, response).catch((error) => response.writeHead(500).end(String(error)));
    });
  }

  async stop() {
    this.#server.close();
    this.#server.closeAllConnections();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** `GET` shows the form, `POST` sends the browser on. */
async function askWhoItIs(oidc, request, response) {
  if (request.method === 'POST') {
    const said = new URLSearchParams(await text(request));
    const result = said.has('cancel')
      ? { error: 'access_denied', error_description: 'They said no.' }
      : { login: { accountId: said.get('account') } };
    return oidc.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  const { prompt } = await oidc.interactionDetails(request, response);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>
<html lang="ja"><title>${prompt.name}</title><link rel="icon" href="data:,">
<h1>${Provider.LABEL}</h1>
<form method="post"><label>アカウント <input name="account"></label>
<button>ログインする</button> <button name="cancel" value="1">やめる</button></form></html>`);
}
