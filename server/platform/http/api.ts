import { Hono, type Context } from 'hono';
import { invoke, type Ground } from '../operations/invoke.ts';
import { writes, type Operation, type Operations } from '../operations/define.ts';
import { refuse, type Outcome, type Refusal } from '../outcome/refusal.ts';
import { toProblem } from '../outcome/problem.ts';
import { parseJsonObject, readBody, readQuery } from './body.ts';
import type { HttpEnvironment } from './context.ts';

/** REST routes for every operation of the registry, below /api/v1. */
export function createApi(ground: Ground, operations: Operations): Hono<HttpEnvironment> {
  const api = new Hono<HttpEnvironment>();
  const paths = new Set<string>();
  for (const operation of Object.values(operations)) {
    if (operation.pagesOnly === true) continue;
    const path = operation.path.replace(/\{(\w{1,40})\}/g, ':$1');
    paths.add(path);
    api.on(operation.method.toUpperCase(), path, (context) => answer(context, ground, operation));
  }
  for (const path of paths) api.all(path, (context) => problem(context, { code: 'method_not_allowed' }));
  api.all('*', (context) => problem(context, { code: 'not_found' }));
  return api;
}

async function answer(context: Context<HttpEnvironment>, ground: Ground, operation: Operation): Promise<Response> {
  const input = await readInput(context, operation);
  if (!input.ok) return problem(context, input.refusal);
  const idempotencyKey = context.req.header('idempotency-key');
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{8,200}$/.test(idempotencyKey)) {
    return problem(context, { code: 'invalid_input', fields: [{ path: 'Idempotency-Key', code: 'form' }] });
  }
  const outcome = await invoke(
    ground,
    operation,
    {
      actor: await context.get('actor')(),
      language: context.get('language'),
      requestId: context.get('requestId'),
      publicAddress: context.get('address').origin,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    },
    input.value,
  );
  if (!outcome.ok) return problem(context, outcome.refusal);
  return context.json(outcome.value as object, 200, { 'cache-control': 'no-store' });
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

/** A refusal as problem+json in the reader's language. */
export function problem(context: Context<HttpEnvironment>, refusal: Refusal): Response {
  const body = toProblem(refusal, context.get('language'), context.get('requestId'));
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'content-language': context.get('language') };
  if (refusal.code === 'too_many_requests' || refusal.code === 'unavailable') headers['retry-after'] = String(refusal.parameters?.['seconds'] ?? 5);
  return context.body(JSON.stringify(body), body.status as 400, headers);
}
