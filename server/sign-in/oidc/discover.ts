import { z } from 'zod';
import type { Outbound } from '../../platform/outbound/index.ts';

const address = z.url({ protocol: /^https?$/ }).max(2000);

/** What is read of a provider's description of itself (OpenID Connect Discovery 1.0). */
const descriptionSchema = z.object({
  issuer: z.string().max(2000),
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  id_token_signing_alg_values_supported: z.array(z.string().max(20)).max(50).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string().max(60)).max(50).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
export type Description = z.output<typeof descriptionSchema>;

const keysSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string().max(20) })).max(100) });
export type KeySet = z.output<typeof keysSchema>;

export type Discovered = { ok: true; description: Description } | { ok: false; reason: 'unreachable' | 'not_allowed' | 'unreadable' | 'other_issuer' };

const keptMilliseconds = 10 * 60_000;

/** Reads what providers say of themselves, through the guard of calls outside (F1), and keeps it for ten minutes. */
export function createDiscovery(outbound: Outbound, now: () => number = () => performance.now()) {
  const known = new Map<string, { description: Description; until: number }>();

  async function readJson(url: string): Promise<{ ok: true; json: unknown } | { ok: false; reason: 'unreachable' | 'not_allowed' | 'unreadable' }> {
    const answer = await outbound.fetchOutside(url, { headers: { accept: 'application/json' }, redirects: 0 });
    if (!answer.ok) return { ok: false, reason: ['unreachable', 'too_slow', 'host_unknown'].includes(answer.reason) ? 'unreachable' : 'not_allowed' };
    if (answer.status !== 200) return { ok: false, reason: answer.status >= 500 ? 'unreachable' : 'unreadable' };
    try {
      return { ok: true, json: JSON.parse(new TextDecoder().decode(answer.body)) };
    } catch {
      // Not JSON: said as a reason.
      return { ok: false, reason: 'unreadable' };
    }
  }

  return {
    async discover(issuer: string): Promise<Discovered> {
      const kept = known.get(issuer);
      if (kept !== undefined && kept.until > now()) return { ok: true, description: kept.description };
      const read = await readJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
      if (!read.ok) return read;
      const description = descriptionSchema.safeParse(read.json);
      if (!description.success) return { ok: false, reason: 'unreadable' };
      // A provider speaks for itself only: letter by letter (Discovery 4.3).
      if (description.data.issuer !== issuer) return { ok: false, reason: 'other_issuer' };
      if (known.size >= 100) known.clear();
      known.set(issuer, { description: description.data, until: now() + keptMilliseconds });
      return { ok: true, description: description.data };
    },
    async readKeys(description: Description): Promise<KeySet | undefined> {
      const read = await readJson(description.jwks_uri);
      const keys = read.ok ? keysSchema.safeParse(read.json) : undefined;
      return keys?.success === true ? keys.data : undefined;
    },
    forget: (issuer: string) => void known.delete(issuer),
  };
}
export type Discovery = ReturnType<typeof createDiscovery>;
