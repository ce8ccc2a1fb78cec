import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Incoming, RequestAddress } from '../http/address.ts';
import type { Actor, PersonActor } from '../operations/actor.ts';
import type { RealtimeLimits } from './limits.ts';

/** Someone with a session; API keys open no connections. */
export type SignedInActor = PersonActor & { via: { kind: 'session' } };
export type Admission = { ok: true; actor: SignedInActor; network: string } | { ok: false; status: 401 | 403 | 404 | 405 | 421 | 429 | 503 };

export type GateParts = {
  limits: RealtimeLimits;
  readAddress(incoming: Incoming): RequestAddress;
  actorOf(request: { cookie: string | undefined; secure: boolean; network: string }): Promise<Actor>;
};

/** The one path that upgrades to a WebSocket. */
export const realtimePath = '/realtime';

/**
 * Decides about an upgrade before anything is allocated for it: path, host, origin (E4), numbers, session. The browser sends cookies with a
 * WebSocket from any page, so the origin has to be our own; a client that names none is refused too.
 */
export function createGate({ limits, readAddress, actorOf }: GateParts) {
  const perNetwork = new Map<string, number>();
  const perPerson = new Map<string, number>();
  let total = 0;

  async function decide(request: IncomingMessage, address: RequestAddress): Promise<Admission> {
    const actor = await actorOf({ cookie: request.headers.cookie, secure: address.secure, network: address.network });
    if (!isSignedIn(actor)) return { ok: false, status: 401 };
    if ((perPerson.get(actor.id) ?? 0) >= limits.perPerson) return { ok: false, status: 429 };
    count(perPerson, actor.id, 1);
    return { ok: true, actor, network: address.network };
  }

  /** A decision that takes too long, or fails, is a refusal; a late admission is taken back. */
  async function inTime(decision: Promise<Admission>): Promise<Admission> {
    const refusal: Admission = { ok: false, status: 503 };
    const deadline = Promise.withResolvers<Admission>();
    const timer = setTimeout(() => deadline.resolve(refusal), limits.handshakeMilliseconds);
    const first = await Promise.race([decision.catch(() => refusal), deadline.promise]);
    clearTimeout(timer);
    if (first === refusal) void decision.then((late) => late.ok && count(perPerson, late.actor.id, -1), () => undefined);
    return first;
  }

  return {
    /** Admits and counts, or says with which status to refuse. A connection that is admitted must `leave` once. */
    async admit(request: IncomingMessage): Promise<Admission> {
      if ((request.url ?? '').split('?')[0] !== realtimePath) return { ok: false, status: 404 };
      if (request.method !== 'GET') return { ok: false, status: 405 };
      const { host, origin } = request.headers;
      const address = readAddress({ remoteAddress: request.socket.remoteAddress, host, forwardedFor: text(request.headers['x-forwarded-for']), forwardedProto: text(request.headers['x-forwarded-proto']) });
      if (!address.knownHost) return { ok: false, status: 421 };
      if (origin !== address.origin) return { ok: false, status: 403 };
      if (total >= limits.total) return { ok: false, status: 503 };
      if ((perNetwork.get(address.network) ?? 0) >= limits.perNetwork) return { ok: false, status: 429 };
      // Counted before the session is looked up, so that a crowd of handshakes cannot pass while the database answers.
      total += 1;
      count(perNetwork, address.network, 1);
      const admission = await inTime(decide(request, address));
      if (!admission.ok) leaveNetwork(address.network);
      return admission;
    },
    leave({ actor, network }: { actor: SignedInActor; network: string }): void {
      count(perPerson, actor.id, -1);
      leaveNetwork(network);
    },
    counts: () => ({ total, people: perPerson.size, networks: perNetwork.size }),
  };

  function leaveNetwork(network: string): void {
    total -= 1;
    count(perNetwork, network, -1);
  }
}

function isSignedIn(actor: Actor): actor is SignedInActor {
  return actor.kind === 'person' && actor.via.kind === 'session';
}

function count(counts: Map<string, number>, key: string, step: 1 | -1): void {
  const next = (counts.get(key) ?? 0) + step;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

const reasons: Record<number, string> = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 421: 'Misdirected Request', 429: 'Too Many Requests', 503: 'Service Unavailable' };

/** Answers an upgrade that is not wanted and ends its socket. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${reasons[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
