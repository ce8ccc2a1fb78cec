import { routes, type Operations } from './generated.ts';
import { LichunProblem } from './problem.ts';

export type ClientOptions = {
  /** Address of the centre, such as https://help.example.com. */
  address: string;
  /** An API key, `lck_…`. Without one only what is public answers. */
  key?: string;
  /** Language of sentences: zh-CN or en. */
  language?: 'zh-CN' | 'en';
  /** Further tries when the centre is away or asks to wait; 4 when left out. Only of what can be repeated safely. */
  retries?: number;
  /** Milliseconds that a call waits at most when the centre asks for it (Retry-After); 60,000 when left out. What is to wait longer throws at once, with `retryAfter`. */
  longestWait?: number;
  /** Milliseconds until a try is given up; 30,000 when left out. */
  timeout?: number;
  fetch?: typeof fetch;
};

export type CallOptions = {
  /** For operations that create: the same key does it once. Made up when left out, so that a repeat of this call is safe. */
  idempotencyKey?: string;
  /** The ETag that was read, instead of `revision`. */
  ifMatch?: string;
  signal?: AbortSignal;
};

type Name = keyof Operations;
type Input<One extends Name> = Operations[One]['input'];
type Arguments<One extends Name> = Record<string, never> extends Input<One> ? [input?: Input<One>, options?: CallOptions] : [input: Input<One>, options?: CallOptions];
type ItemOf<Output> = Output extends { items: readonly (infer Item)[] } ? Item : never;
type Listing = { [One in Name]: Operations[One]['output'] extends { items: readonly unknown[] } ? One : never }[Name];

/** Deleting answers nothing when a first try had done it and only its answer was lost. */
type Answer<One extends Name> = (typeof routes)[One][0] extends 'DELETE' ? Operations[One]['output'] | undefined : Operations[One]['output'];

export type Client = { readonly [One in Name]: (...given: Arguments<One>) => Promise<Answer<One>> } & {
  /** Every item of a list, read page by page as you go. */
  every<One extends Listing>(name: One, input?: Input<One>): AsyncGenerator<ItemOf<Operations[One]['output']>, void, undefined>;
};

/** The operations of a centre as functions: `await client.listTopics()`. Throws a `LichunProblem` for a refusal. */
export function createClient(options: ClientOptions): Client {
  const base = options.address.replace(/\/+$/, '');
  const call = (name: Name, input: Readonly<Record<string, unknown>> = {}, more: CallOptions = {}) => perform(options, base, name, input, more);
  async function* every(name: Name, input: Readonly<Record<string, unknown>> = {}): AsyncGenerator<unknown, void, undefined> {
    for (let cursor: string | undefined; ; ) {
      const page = (await call(name, cursor === undefined ? input : { ...input, cursor })) as { items: readonly unknown[]; next?: string };
      yield* page.items;
      if (page.next === undefined) return;
      cursor = page.next;
    }
  }
  return new Proxy({} as Client, {
    get: (_target, name) => {
      if (name === 'every') return every;
      // A promise is asked for `then`: the client is none.
      return typeof name === 'string' && Object.hasOwn(routes, name) ? (input?: object, more?: CallOptions) => call(name as Name, input as Record<string, unknown> | undefined, more) : undefined;
    },
  });
}

const waitingStatuses = new Set([429, 502, 503, 504]);

async function perform(options: ClientOptions, base: string, name: Name, input: Readonly<Record<string, unknown>>, more: CallOptions): Promise<unknown> {
  const [method, path, idempotent] = routes[name];
  const { url, rest } = place(base + path, input);
  const reading = method === 'GET';
  if (reading) for (const [field, value] of Object.entries(rest)) if (value !== undefined) url.searchParams.set(field, String(value));
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': options.language ?? 'en' };
  if (options.key !== undefined) headers['authorization'] = `Bearer ${options.key}`;
  if (!reading) headers['content-type'] = 'application/json';
  const key = more.idempotencyKey ?? (idempotent ? crypto.randomUUID() : undefined);
  if (key !== undefined) headers['idempotency-key'] = key;
  if (more.ifMatch !== undefined) headers['if-match'] = more.ifMatch;
  // A change of a revision that was made is stale the second time: whether the first was made has to be looked at.
  const changesRevision = rest['revision'] !== undefined || more.ifMatch !== undefined;
  const repeatable = reading || idempotent || ((method === 'PUT' || method === 'DELETE') && !changesRevision);
  const tries = 1 + (options.retries ?? 4);
  const longestWait = options.longestWait ?? 60_000;
  /** Whether a try before may have been done although no answer came. */
  let unsure = false;

  for (let count = 1; ; count += 1) {
    const tried = await once(options, url, { method, headers, ...(reading ? {} : { body: JSON.stringify(rest) }) }, more.signal);
    if ('answer' in tried) {
      const { answer } = tried;
      if (answer.ok) return answer.json();
      const problem = await readProblem(answer);
      if (method === 'DELETE' && unsure && problem.status === 404) return undefined;
      // Too many requests: nothing was done, so that everything can be sent again.
      const again = waitingStatuses.has(answer.status) && (repeatable || answer.status === 429);
      const wait = problem.retryAfter === undefined ? backoff(count) : problem.retryAfter * 1000;
      if (!again || count >= tries || wait > longestWait) throw problem;
      unsure ||= answer.status !== 429;
      await pause(wait, more.signal);
    } else {
      if (!repeatable || count >= tries || more.signal?.aborted === true) throw tried.fault;
      unsure = true;
      await pause(backoff(count), more.signal);
    }
  }
}

function place(address: string, input: Readonly<Record<string, unknown>>): { url: URL; rest: Record<string, unknown> } {
  const rest = { ...input };
  const filled = address.replace(/\{(\w{1,40})\}/g, (_placeholder, field: string) => {
    const value = rest[field];
    delete rest[field];
    if (value === undefined) throw new TypeError(`${field} is part of the address and must be given`);
    return encodeURIComponent(String(value));
  });
  return { url: new URL(filled), rest };
}

async function once({ fetch: own, timeout = 30_000 }: ClientOptions, url: URL, request: RequestInit, signal: AbortSignal | undefined): Promise<{ answer: Response } | { fault: unknown }> {
  const limit = AbortSignal.timeout(timeout);
  try {
    const answer = await (own ?? fetch)(url, { ...request, redirect: 'error', signal: signal === undefined ? limit : AbortSignal.any([signal, limit]) });
    return { answer };
  } catch (fault) {
    return { fault };
  }
}

async function readProblem(answer: Response): Promise<LichunProblem> {
  const seconds = Number(answer.headers.get('retry-after') ?? NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : undefined;
  const text = await answer.text();
  if (answer.headers.get('content-type')?.startsWith('application/problem+json') === true) return new LichunProblem(JSON.parse(text) as ConstructorParameters<typeof LichunProblem>[0], retryAfter);
  // Something between here and the centre answered, such as a proxy.
  return new LichunProblem({ code: answer.status >= 500 ? 'unavailable' : 'invalid_input', status: answer.status, title: `${answer.status} ${answer.statusText}` }, retryAfter);
}

function backoff(count: number): number {
  return Math.min(500 * 2 ** (count - 1), 8_000) * (0.5 + Math.random() / 2);
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new Error('The call was given up'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}
