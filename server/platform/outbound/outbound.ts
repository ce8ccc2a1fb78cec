import type { Log } from '../log.ts';
import { observed, outgoingHeaders } from '../observation/index.ts';
import { systemResolve, type Resolve } from './connect.ts';
import { parseNetworks, readDestination, type OutboundRefusal } from './destination.ts';
import { exchange, type Answer } from './exchange.ts';

export type OutboundParts = {
  log: Log;
  /** Networks inside that may be called all the same, such as `10.1.0.0/16` for a company's own sign-in server. */
  allow?: readonly string[];
  /** Ports that may be called: 80, 443, 8080 and 8443 when left out. */
  ports?: readonly number[];
  resolve?: Resolve;
};

export type OutboundOptions = {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  /** At most 1 MiB. */
  body?: string | Uint8Array;
  /** Largest answer in bytes; 1 MiB when left out. */
  maximumBytes?: number;
  /** For everything together, redirects too; 10 s when left out. */
  timeoutMilliseconds?: number;
  /** 3 when left out, 0 to take a redirect as the answer. */
  redirects?: number;
};

export type OutboundAnswer = { ok: true; url: string; status: number; headers: Readonly<Record<string, string>>; body: Uint8Array<ArrayBuffer> } | { ok: false; reason: OutboundRefusal; code?: string };

export type Outbound = {
  /** Calls an address outside. Answers also when the call is refused or fails: with the reason. Throws only for a wrong call by our own code. */
  fetchOutside(address: string, options?: OutboundOptions): Promise<OutboundAnswer>;
};

const mebibyte = 1024 * 1024;
const mostRedirects = 3;
const ownHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'expect', 'accept-encoding', 'keep-alive', 'proxy-authorization']);
/** What may follow a redirect to another origin; anything else may be a secret of the first. */
const harmlessHeaders = new Set(['accept', 'accept-language', 'user-agent']);

/** The only way in which the product calls out (F1): a browserless `fetch` that cannot be led to places inside. */
export function createOutbound(parts: OutboundParts): Outbound {
  const { log } = parts;
  const allowed = parseNetworks(parts.allow ?? []);
  const rules = { allowed, ports: new Set(parts.ports ?? [80, 443, 8080, 8443]) };
  const ground = { resolve: parts.resolve ?? systemResolve, allowed, log, connectMilliseconds: 5_000 };

  const refuse = (reason: OutboundRefusal, address: string): OutboundAnswer => {
    log.info('outbound.refused', { reason, host: URL.canParse(address) ? new URL(address).host : undefined });
    return { ok: false, reason };
  };

  return {
    fetchOutside(address, options = {}) {
      const { method = 'GET' } = options;
      const host = URL.canParse(address) ? new URL(address).hostname : '';
      return observed({ kind: 'outbound', name: method, attributes: { 'server.address': host } }, () => call(address, options), (answer) => (answer.ok ? `${Math.floor(answer.status / 100)}xx` : answer.reason));
    },
  };

  async function call(address: string, options: OutboundOptions): Promise<OutboundAnswer> {
    const { maximumBytes = mebibyte, timeoutMilliseconds = 10_000, redirects = mostRedirects } = options;
    const body = typeof options.body === 'string' ? Buffer.from(options.body) : options.body;
    if (body !== undefined && body.length > mebibyte) throw new RangeError('An outgoing body is at most 1 MiB');
    const headers = { ...outgoingHeaders(), ...Object.fromEntries(Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])) };
    if (Object.entries(headers).some(([name, value]) => ownHeaders.has(name) || !/^[a-z0-9-]+$/.test(name) || /[\r\n\0]/.test(value))) return refuse('header_forbidden', address);
    const signal = AbortSignal.timeout(timeoutMilliseconds);

    let step: Step = { address, method: options.method ?? 'GET', headers, body };
    for (let followed = 0; ; followed++) {
      const destination = readDestination(step.address, rules);
      if (!destination.ok) return refuse(destination.reason, step.address);
      const result = await exchange(ground, { ...step, url: destination.url, maximumBytes, signal });
      if (!result.ok) {
        if (result.reason === 'destination_forbidden') return refuse(result.reason, step.address);
        return result;
      }
      const target = redirectTarget(result.answer, destination.url);
      if (target === undefined || redirects === 0) return { ok: true, url: destination.url.href, ...result.answer };
      if (followed >= Math.min(redirects, mostRedirects)) return refuse('too_many_redirects', step.address);
      const next = follow(step, destination.url, target, result.answer);
      if (next === undefined) return refuse('redirect_forbidden', target.href);
      step = next;
    }
  }
}

type Step = { address: string; method: string; headers: Readonly<Record<string, string>>; body: Uint8Array | undefined };

function redirectTarget({ status, headers }: Answer, from: URL): URL | undefined {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined || !URL.canParse(location, from)) return undefined;
  return new URL(location, from);
}

/** The next request of a redirect; undefined when it would carry a body elsewhere or leave https. */
function follow(step: Step, from: URL, to: URL, { status, headers: told }: Answer): Step | undefined {
  if (from.protocol === 'https:' && to.protocol !== 'https:') return undefined;
  const elsewhere = from.origin !== to.origin;
  // As it was spelled, so that its spelling is judged like that of a first address.
  const location = told['location'] ?? '';
  const address = URL.canParse(location) ? location : to.href;
  const headers = elsewhere ? Object.fromEntries(Object.entries(step.headers).filter(([name]) => harmlessHeaders.has(name))) : step.headers;
  const reading = step.method === 'GET' || step.method === 'HEAD';
  if (reading) return { ...step, address, headers };
  if (status === 307 || status === 308) return elsewhere ? undefined : { ...step, address };
  const { 'content-type': _type, ...rest } = headers;
  return { address, method: 'GET', headers: rest, body: undefined };
}
