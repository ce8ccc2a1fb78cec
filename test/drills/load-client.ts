import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { wordsOf } from './checker.ts';
import type { Asked, ClientLog, Ending } from './client-log.ts';

/** Longer than any request may take; what has not ended by then is lost to the client. */
const patienceMilliseconds = 15_000;

export type LoadOptions = { log: ClientLog; /** Where to send the next request, as with several nodes. */ port(): number; cookie: string; workers?: number; /** Milliseconds between the requests of a worker. */ pause?: number };

export type Load = { acknowledged(): number; /** Ends after the requests under way. */ stop(): Promise<void> };

/**
 * Proposes and decides without end, each request under its own number. Half of what failed is sent again with the same key until it is
 * answered, as a careful program would; the other half is given up, as a person would.
 */
export function startLoad({ log, port, cookie, workers = 6, pause: rest = 15 }: LoadOptions): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: workers });
  let [next, acknowledged, stopping] = [1, 0, false];

  async function once(asked: Asked, key: string, visitor: string): Promise<Ending> {
    log.write({ line: 'sent', ...asked, key });
    const started = performance.now();
    const ending = await send(agent, port(), asked, { key, visitor, cookie });
    log.write({ line: 'ended', number: asked.number, milliseconds: Math.round(performance.now() - started), at: Date.now(), ...ending });
    if (ending.how === 'told' && ending.status === 200) acknowledged += 1;
    return ending;
  }

  async function insist(asked: Asked): Promise<string | undefined> {
    const key = `drill-${randomUUID()}`;
    const visitor = `10.${asked.number >> 16 & 255}.${asked.number >> 8 & 255}.${asked.number & 255}`;
    for (let attempt = 0; ; attempt++) {
      const ending = await once(asked, key, visitor);
      if (ending.how === 'told' && ending.status === 200) return ending.id;
      const passing = ending.how === 'lost' || ending.status === 503 || ending.status === 507 || ending.status === 502;
      if (!passing || asked.number % 2 === 0 || attempt > 200 || stopping) return undefined;
      await pause(250);
    }
  }

  async function work(): Promise<void> {
    for (;;) {
      if (stopping) return;
      const number = next++;
      const id = await insist({ number, kind: 'propose' });
      if (id !== undefined && !stopping) await insist({ number: next++, kind: 'decide', about: number, id });
      await pause(rest);
    }
  }

  const running = Promise.all(Array.from({ length: workers }, work));
  return {
    acknowledged: () => acknowledged,
    async stop() {
      stopping = true;
      await running;
      agent.destroy();
    },
  };
}

function send(agent: Agent, port: number, asked: Asked, { key, visitor, cookie }: { key: string; visitor: string; cookie: string }): Promise<Ending> {
  const body = JSON.stringify(asked.kind === 'propose' ? { kind: 'other', text: wordsOf(asked.number) } : { status: 'done' });
  const target = asked.kind === 'propose' ? '/api/v1/proposals' : `/api/v1/proposals/${asked.id}/resolve`;
  // Resolving is the same done twice, and takes no key.
  const own = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-forwarded-for': visitor, 'accept-language': 'en' };
  return new Promise((resolve) => {
    const lose = (error: NodeJS.ErrnoException) => resolve({ how: 'lost', reason: error.code ?? error.message });
    const request = httpRequest({ agent, port, host: '127.0.0.1', method: 'POST', path: target, timeout: patienceMilliseconds, headers: asked.kind === 'propose' ? { ...own, 'idempotency-key': key } : { ...own, cookie, origin: `http://127.0.0.1:${port}` } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('error', lose);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const answer = read(Buffer.concat(chunks).toString('utf8'));
        resolve({ how: 'told', status: response.statusCode ?? 0, ...answer, ...(response.headers['retry-after'] === undefined ? {} : { retryAfter: response.headers['retry-after'] }) });
      });
    });
    request.on('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'SILENCE' })));
    request.on('error', lose);
    request.end(body);
  });
}

function read(body: string): { code?: string; id?: string; sentence?: string } {
  if (!body.startsWith('{')) return { sentence: body.slice(0, 200) };
  const { code, id, title } = JSON.parse(body) as { code?: string; id?: string; title?: string };
  return { ...(code === undefined ? {} : { code }), ...(id === undefined ? {} : { id }), ...(title === undefined ? {} : { sentence: title }) };
}
