import { Hono, type Context } from 'hono';
import { downloadResponse, type FileAnswer } from '../files/index.ts';
import { nameStep } from '../observation/index.ts';
import { invoke, operationLimit, type Ground } from '../operations/invoke.ts';
import { writes, type Operation, type Operations } from '../operations/define.ts';
import type { Actor } from '../operations/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '../outcome/refusal.ts';
import { toProblem } from '../outcome/problem.ts';
import { parseJsonObject, readBody, readQuery } from './body.ts';
import { createBudget, type ApiLimits, type Budget } from './budget.ts';
import type { HttpEnvironment } from './context.ts';
import { entityTag, isUnchanged, takesRevision, tellsRevision, withRevision } from './entity-tag.ts';

export type ApiParts = {
  ground: Ground;
  operations: Operations;
  /** Who a key belongs to, with what it may do now; undefined for a key that does not live. */
  actorOfKey(key: string, network: string): Promise<Actor | undefined>;
  limits: ApiLimits;
};

/** REST routes for every operation of the registry, below /api/v1. */
export function createApi(parts: ApiParts): Hono<HttpEnvironment> {
  const { ground, operations } = parts;
  const api = new Hono<HttpEnvironment>();
  const methods = new Map<string, Set<string>>();
  const budgets = new WeakMap<Context<HttpEnvironment>, Budget>();

  api.use('*', async (context, next) => {
    const budget = createBudget(ground.rateLimiter, parts.limits, () => ground.clock.now().getTime());
    budgets.set(context, budget);
    const seconds = budget.spend('network', `network:${context.get('address').network}`);
    if (seconds > 0) context.res = problem(context, { code: 'too_many_requests', parameters: { seconds } });
    else await next();
    budget.tell(context);
  });
  // What is spelt out wins over a parameter in its place, whatever the order of the registry: /keys/all is no key.
  for (const operation of Object.values(operations).toSorted((left, right) => Number(literalFirst(left.path) > literalFirst(right.path)) - Number(literalFirst(left.path) < literalFirst(right.path)))) {
    if (operation.pagesOnly === true) continue;
    const path = operation.path.replace(/\{(\w{1,40})\}/g, ':$1');
    methods.set(path, (methods.get(path) ?? new Set()).add(operation.method.toUpperCase()));
    api.on(operation.method.toUpperCase(), path, (context) => answer(context, parts, operation, budgets.get(context)));
  }
  for (const [path, known] of methods) {
    const allow = [...known, ...(known.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
    api.all(path, (context) => (context.req.method === 'OPTIONS' ? context.body(null, 204, { allow }) : problem(context, { code: 'method_not_allowed' }, { allow })));
  }
  api.all('*', (context) => problem(context, { code: 'not_found' }));
  return api;
}

/** A text by which paths sort: parameters come after everything that can be spelt. */
function literalFirst(path: string): string {
  return path.replace(/\{\w{1,40}\}/g, '\uffff');
}

async function answer(context: Context<HttpEnvironment>, parts: ApiParts, operation: Operation, budget: Budget | undefined): Promise<Response> {
  const { ground } = parts;
  nameStep(`api ${operation.name}`);
  const caller = await callerOf(context, parts, budget);
  if (!caller.ok) return problem(context, caller.refusal);
  const input = await readInput(context, operation);
  if (!input.ok) return problem(context, input.refusal);
  const idempotencyKey = context.req.header('idempotency-key');
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{8,200}$/.test(idempotencyKey)) {
    return problem(context, { code: 'invalid_input', fields: [{ path: 'Idempotency-Key', code: 'form' }] });
  }
  // Who sends one believes that a repeat is safe. What is only read is safe anyway.
  if (idempotencyKey !== undefined && operation.idempotent !== true && writes(operation)) return problem(context, { code: 'invalid_input', fields: [{ path: 'Idempotency-Key', code: 'idempotency_not_taken' }] });
  const ifMatch = context.req.header('if-match');
  const conditional = withRevision(ifMatch, operation, input.value);
  if (!conditional.ok) return problem(context, conditional.refusal);
  const call = {
    actor: caller.value,
    language: context.get('language'),
    requestId: context.get('requestId'),
    publicAddress: context.get('address').origin,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
  const outcome = await invoke(ground, operation, call, conditional.value);
  const limit = operationLimit(ground, operation, caller.value);
  if (limit !== undefined) budget?.note(limit, limit.state);
  if (!outcome.ok) return problem(context, ifMatch !== undefined && outcome.refusal.code === 'stale_revision' ? { ...outcome.refusal, code: 'precondition_failed' } : outcome.refusal);
  return told(context, operation, outcome.value);
}

/** The answer; what can be edited carries its tag, and is not sent again to who has it. */
function told(context: Context<HttpEnvironment>, operation: Operation, value: unknown): Response {
  if (operation.download === true) return downloadResponse(value as FileAnswer);
  const body = JSON.stringify(value);
  const { deprecated } = operation;
  const headers: Record<string, string> = { 'content-type': 'application/json', 'cache-control': 'no-store', vary: 'accept-language, authorization, cookie' };
  if (deprecated !== undefined) Object.assign(headers, { deprecation: `@${Date.parse(deprecated.since) / 1000}`, sunset: new Date(deprecated.sunset).toUTCString() });
  const revision: unknown = tellsRevision(operation) || takesRevision(operation) ? (value as { revision?: unknown }).revision : undefined;
  if (typeof revision !== 'number') return context.body(body, 200, headers);
  const etag = entityTag(revision, body);
  if (operation.method !== 'get') return context.body(body, 200, { ...headers, etag });
  const kept = { ...headers, etag, 'cache-control': 'private, no-cache' };
  return isUnchanged(context.req.header('if-none-match'), etag) ? context.body(null, 304, kept) : context.body(body, 200, kept);
}

/** A key in the header counts and nothing else then: cookies beside it are not read, and a key that is wrong makes nobody anonymous. */
async function callerOf(context: Context<HttpEnvironment>, { actorOfKey }: ApiParts, budget: Budget | undefined): Promise<Outcome<Actor>> {
  const authorization = context.req.header('authorization');
  const { network } = context.get('address');
  const actor = authorization === undefined ? await context.get('actor')() : await actorOfKey(/^bearer +(\S{1,200}) *$/i.exec(authorization)?.[1] ?? '', network);
  if (actor === undefined) return refuse('invalid_key');
  if (actor.kind !== 'person') return done(actor);
  const seconds = Math.max(budget?.spend('person', `person:${actor.id}`) ?? 0, actor.via.kind === 'key' ? (budget?.spend('key', `key:${actor.via.id}`) ?? 0) : 0);
  return seconds > 0 ? refuse('too_many_requests', { parameters: { seconds } }) : done(actor);
}

/** Path parameters win over nothing: a name that comes twice is refused. */
async function readInput(context: Context<HttpEnvironment>, operation: Operation): Promise<Outcome<Record<string, unknown>>> {
  const query = readQuery(new URL(context.req.url).search);
  if (!query.ok) return query;
  const parameters = context.req.param();
  let body: Record<string, unknown> = {};
  if (writes(operation)) {
    const bytes = await readBody(context.req.raw, operation.maximumBody ?? 256);
    if (!bytes.ok) return bytes;
    if (bytes.value.length > 0 && !/^application\/json\b/i.test(context.req.header('content-type') ?? '')) return refuse('wrong_content_type');
    const parsed = parseJsonObject(bytes.value);
    if (!parsed.ok) return parsed;
    body = parsed.value;
  }
  const twice = [...Object.keys(parameters), ...Object.keys(query.value)].find((name, index, names) => Object.hasOwn(body, name) || names.indexOf(name) !== index);
  if (twice !== undefined) return refuse('invalid_input', { fields: [{ path: twice, code: 'not_unique', parameters: { value: twice } }] });
  // fromEntries defines own properties, so that a field called __proto__ reaches the strict schema instead of the prototype (G3).
  return { ok: true, value: Object.fromEntries([...Object.entries(body), ...Object.entries(query.value), ...Object.entries(parameters)]) };
}

/** A refusal as problem+json in the reader's language. Its type is the address of a page about it. */
export function problem(context: Context<HttpEnvironment>, refusal: Refusal, more: Readonly<Record<string, string>> = {}): Response {
  const { origin, knownHost } = context.get('address');
  const worded = toProblem(refusal, context.get('language'), context.get('requestId'));
  // An unknown host's name is not repeated: nobody is to be led there (D7).
  const body = { ...worded, type: knownHost ? `${origin}${worded.type}` : worded.type };
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'content-language': context.get('language'), ...more };
  if ([429, 503, 507].includes(body.status)) headers['retry-after'] = String(refusal.parameters?.['seconds'] ?? 5);
  if (body.status === 401) headers['www-authenticate'] = refusal.code === 'invalid_key' ? 'Bearer realm="lichun", error="invalid_token"' : 'Bearer realm="lichun"';
  return context.body(JSON.stringify(body), body.status as 400, headers);
}
