import { z } from 'zod';
import type { Outbound } from '../../platform/outbound/index.ts';
import type { Description, Discovery } from './discover.ts';

/** better-auth's protocol core: it writes requests and judges tokens, and calls nobody; the calls are ours. Loaded with the first visit. */
const protocol = () => import('better-auth/oauth2');

/** Signatures with keys that are published; nothing shared and nothing unsigned. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

export type Client = { id: string; secret: string; scopes: string; callback: string };

/** Where the browser is sent: code flow with PKCE, state and nonce. */
export async function authorizationAddress(description: Description, client: Client, visit: { state: string; nonce: string; verifier: string; again: boolean }): Promise<string> {
  const { createAuthorizationURL } = await protocol();
  const scopes = [...new Set(['openid', ...client.scopes.split(' ').filter((scope) => scope !== '')])];
  const url = await createAuthorizationURL({
    id: 'provider', options: { clientId: client.id }, authorizationEndpoint: description.authorization_endpoint, redirectURI: client.callback,
    state: visit.state, nonce: visit.nonce, codeVerifier: visit.verifier, scopes, responseType: 'code', ...(visit.again ? { prompt: 'login' } : {}),
  });
  // With a greatest age the provider has to say when its user signed in; `prompt` alone it may take as a wish.
  if (visit.again) url.searchParams.set('max_age', '0');
  return url.href;
}

/** How far the clocks of a provider and of this machine may be apart. */
const toleranceSeconds = 60;

const tokensSchema = z.object({ id_token: z.string().max(20_000) });
const claimsSchema = z.looseObject({
  sub: z.string().min(1).max(255),
  nonce: z.string().max(200),
  azp: z.string().max(300).optional(),
  auth_time: z.number().optional().catch(undefined),
  aud: z.union([z.string().max(300), z.array(z.string().max(300)).max(20)]),
  email: z.string().max(254).optional().catch(undefined),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
  name: z.string().max(400).optional().catch(undefined),
});
export type Claims = z.output<typeof claimsSchema>;
export type Exchanged = { ok: true; claims: Claims } | { ok: false; reason: string };

/**
 * Gives the code back for an identity token and judges it: signature by the provider's published keys, issuer, audience, expiry, nonce, and the
 * authorised party where there are several audiences (OpenID Connect Core 3.1.3.7). `since`: the moment after which its user has to have signed in there, where that was asked for. The code is worth something only with this visit's verifier.
 */
export async function exchangeCode(ground: { outbound: Outbound; discovery: Discovery; now: Date }, description: Description, client: Client, visit: { code: string; verifier: string; nonce: string; since: Date | undefined }): Promise<Exchanged> {
  const { authorizationCodeRequest, verifyJwsAccessToken } = await protocol();
  const methods = description.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const { body, headers } = await authorizationCodeRequest({
    code: visit.code, codeVerifier: visit.verifier, redirectURI: client.callback, options: { clientId: client.id, clientSecret: client.secret },
    tokenEndpoint: description.token_endpoint, authentication: methods.includes('client_secret_basic') || !methods.includes('client_secret_post') ? 'basic' : 'post',
  });
  const answer = await ground.outbound.fetchOutside(description.token_endpoint, { method: 'POST', headers: headersOf(headers), body: body.toString(), redirects: 0 });
  if (!answer.ok) return { ok: false, reason: `token_${answer.reason}` };
  if (answer.status !== 200) return { ok: false, reason: `token_status_${answer.status}` };
  const tokens = tokensSchema.safeParse(readJson(answer.body));
  if (!tokens.success) return { ok: false, reason: 'token_missing' };
  const accepted = algorithms.filter((algorithm) => (description.id_token_signing_alg_values_supported ?? algorithms).includes(algorithm));
  try {
    const payload = await verifyJwsAccessToken(tokens.data.id_token, {
      jwksFetch: async () => (await ground.discovery.readKeys(description)) as never,
      jwksCacheKey: description,
      verifyOptions: { issuer: description.issuer, audience: client.id, algorithms: accepted, requiredClaims: ['sub', 'iat', 'exp'], currentDate: ground.now, clockTolerance: toleranceSeconds },
    });
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) return { ok: false, reason: 'claims_unreadable' };
    if (claims.data.nonce !== visit.nonce) return { ok: false, reason: 'nonce' };
    if ((Array.isArray(claims.data.aud) && claims.data.aud.length > 1 && claims.data.azp === undefined) || (claims.data.azp !== undefined && claims.data.azp !== client.id)) return { ok: false, reason: 'authorised_party' };
    if (visit.since !== undefined && !isAgain(claims.data.auth_time, visit.since, ground.now)) return { ok: false, reason: 'auth_time' };
    return { ok: true, claims: claims.data };
  } catch (error) {
    // The library throws for every token that is not right; its code names what, and is told to nobody but the log.
    return { ok: false, reason: error instanceof Error ? `id_token_${'code' in error ? String(error.code) : error.name}` : 'id_token' };
  }
}

/** True when the provider says that its user signed in since then (ASVS 5.0, 7.6.1). */
function isAgain(authTime: number | undefined, since: Date, now: Date): boolean {
  return authTime !== undefined && authTime >= since.getTime() / 1000 - toleranceSeconds && authTime <= now.getTime() / 1000 + toleranceSeconds;
}

function headersOf(headers: Record<string, unknown> | Headers): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers.entries()] : Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    // Not JSON: no tokens in it.
    return undefined;
  }
}
