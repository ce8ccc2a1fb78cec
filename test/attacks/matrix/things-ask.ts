import { callBy } from '../../harness/operations.ts';
import { send, sendJson } from '../../harness/server.ts';
import { invoke, newId, newSecret, writes, type Actor, type Operation } from '../../../server/platform/index.ts';
import { expectedReach, forParts } from './expectations.ts';
import { withField } from './things-fields.ts';
import { kinds, tablesOfThings, type Kind } from './things-kinds.ts';
import type { Named } from './things-named.ts';
import type { Member, Pair, World } from './things-world.ts';

export type Verdict = { status: number; /** Everything that could tell something, besides the number of the request. */ shown: string };

/** Asks over HTTP as a program would; what only pages may ask is asked as they do. */
export async function ask(world: World, operation: Operation, caller: Pick<Member, 'headers'> & Partial<Member>, input: Readonly<Record<string, unknown>>): Promise<Verdict> {
  const { centre } = world;
  if (operation.pagesOnly === true) {
    const outcome = await invoke(centre.app.ground, operation, callBy(asActor(world, caller)), input);
    const status = outcome.ok ? 200 : ({ not_found: 404, invalid_input: 400, sign_in_required: 401 }[outcome.refusal.code as string] ?? 422);
    return { status, shown: withoutNamed(JSON.stringify(outcome.ok ? outcome.value : outcome.refusal), input) };
  }
  const inPath = new Set([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''));
  const path = `/api/v1${operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])))}`;
  const rest = Object.entries(input).filter(([name]) => !inPath.has(name));
  const query = new URLSearchParams(rest.map(([name, value]) => [name, String(value)]));
  const answer = writes(operation) ? await sendJson(centre, operation.method.toUpperCase(), path, Object.fromEntries(rest), caller.headers) : await send(centre.port, rest.length === 0 ? path : `${path}?${query}`, { headers: caller.headers });
  const isJson = String(answer.headers['content-type']).includes('json');
  const body = isJson ? { ...answer.json<Record<string, unknown>>(), requestId: undefined } : answer.body;
  return { status: answer.status, shown: withoutNamed(JSON.stringify({ status: answer.status, body, type: answer.headers['content-type'], headers: Object.keys(answer.headers).toSorted() }), input) };
}

/** What was asked for by its id and comes back in the answer tells nothing. */
function withoutNamed(shown: string, input: unknown): string {
  const values = (value: unknown): string[] => (typeof value === 'string' ? (/^[0-9a-f-]{36}$/.test(value) ? [value] : []) : value !== null && typeof value === 'object' ? Object.values(value).flatMap(values) : []);
  return values(input).reduce((text, value) => text.replaceAll(value, 'named'), shown);
}

function asActor({ centre }: World, { id, name = '', session, grants = [] }: Partial<Member>): Actor {
  if (id === undefined || session === undefined) return { kind: 'anonymous', network: '192.0.2.9' };
  return { kind: 'person', id, name, grants, via: { kind: 'session', id: session, authenticatedAt: centre.clock.now() }, network: '192.0.2.9' };
}

/** An id of that form under which nothing is. */
export function absentOf(kind: Kind): string {
  if (kinds[kind] === 'bearer') return newSecret();
  if (kind === 'year') return '2031';
  return keyed.includes(kind) || kinds[kind] === 'word' ? 'no-such-thing' : newId();
}
const keyed: readonly Kind[] = ['team', 'provider', 'plan', 'subscriber', 'calendars', 'products', 'channels', 'scope', 'services', 'readings', 'questions', 'safetyNotes', 'contacts', 'topics', 'fleets', 'fleet', 'spareFleet', 'rejectReason', 'uidService', 'probe', 'forge'];

/** A valid input that names these things. */
export async function inputFor(world: World, named: Named, things: Pair | 'absent' | 'nonsense'): Promise<Record<string, unknown>> {
  let input: Record<string, unknown> = { ...(await named.body?.(world)) };
  for (const [field, kind] of Object.entries(named.fields)) {
    if (field.startsWith('plan.')) continue;
    input = withField(input, field, things === 'absent' ? (kinds[kind] === 'word' ? world.mine[kind] : absentOf(kind)) : things === 'nonsense' ? '0' : things[kind]);
  }
  return input;
}

/** Whose things an operation names. */
export function ownership(operation: Operation, { fields }: Named): (typeof kinds)[Kind] {
  const owned = Object.values(fields).map((kind) => kinds[kind]);
  if (owned.includes('own')) return 'own';
  if (operation.scope !== undefined && owned.includes('place')) return 'place';
  return owned.find((one) => one === 'bearer') ?? (owned.every((one) => one === 'word') ? 'word' : 'centre');
}

/** The right somewhere, by the lists that were written by hand. */
export function hasRight({ name, right }: Operation, { grants }: Pick<Member, 'grants'>): boolean {
  if (right === 'public' || right === 'signed_in') return true;
  return grants.some(({ role, scope }) => expectedReach[right][role] === 'part' && (forParts.includes(name) || scope.kind === 'centre') || (expectedReach[right][role] === 'centre' && scope.kind === 'centre'));
}

/** The right for what is whose, although it is not theirs: for the whole centre, or by the right that reaches beyond what is one's own. */
export function reachesAll({ right }: Operation, one: Named, owned: (typeof kinds)[Kind], { grants }: Pick<Member, 'grants'>): boolean {
  const permission = owned === 'own' ? one.also : right === 'public' || right === 'signed_in' ? undefined : right;
  return permission !== undefined && grants.some(({ role, scope }) => scope.kind === 'centre' && expectedReach[permission][role] !== undefined);
}

/** Of every table with things, what its rows hold, without when somebody was last seen. */
export async function rowHashes({ centre }: World): Promise<Record<string, string>> {
  await centre.app.settled();
  const parts = tablesOfThings.map((table) => `select '${table}' as name, md5(coalesce(string_agg(row::text, '' order by row::text), '')) as hash from (select to_jsonb(t) - '{seen_at,authenticated_at,last_used_at,last_used_network}'::text[] as row from ${table} t) rows`);
  const { rows } = await centre.open.pool.query<{ name: string; hash: string }>(parts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}

/** Does it for all, some at the same time. */
export async function forAll<Item>(items: readonly Item[], run: (item: Item) => Promise<void>, atOnce = 8): Promise<void> {
  const waiting = items.values();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (const item of waiting) await run(item);
  }));
}
