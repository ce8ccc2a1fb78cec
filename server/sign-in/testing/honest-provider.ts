import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type Configuration } from 'oidc-provider';

export type Claims = Record<string, unknown>;
/** Accounts of the provider by their subject. */
export const accounts: Record<string, Claims> = {};
export const callback = 'http://localhost:8080/sign-in/oidc/callback';

/** Listens on a port of its own; answers the address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** oidc-provider, with everybody signed in as the `login_hint`-less account that the test names. */
export async function startHonest(): Promise<{ issuer: string; server: Server }> {
  const server = createServer();
  const issuer = await listen(server);
  const configuration: Configuration = {
    clients: [{ client_id: 'lichun', client_secret: 'client-secret-1', redirect_uris: [callback], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub', 'uid'], profile: ['name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['test'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  };
  const provider = new Provider(issuer, configuration);
  const handle = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    return void (async () => {
      const { params, prompt } = await provider.interactionDetails(request, response);
      const id = String(request.headers['x-account']);
      if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId: id } });
      const grant = new provider.Grant({ accountId: id, clientId: String(params['client_id']) });
      grant.addOIDCScope('openid profile email');
      return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
    })();
  });
  return { issuer, server };
}

/** A browser that follows the provider's redirects with its cookies, until it is sent back to us. */
export async function travel(address: string, account: string): Promise<URLSearchParams> {
  const cookies = new Map<string, string>();
  let url = new URL(address);
  for (let hop = 0; hop < 12; hop++) {
    const response = await fetch(url, { redirect: 'manual', headers: { 'x-account': account, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${response.status} ${await response.text()}`);
    url = new URL(location, url);
    if (url.href.startsWith(callback)) return url.searchParams;
  }
  throw new Error('Too many redirects');
}
