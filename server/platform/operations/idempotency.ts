import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { Secrets } from '../secrets/index.ts';
import type { Actor } from './actor.ts';

export type Earlier = { kind: 'new' } | { kind: 'same'; response: unknown } | { kind: 'other_input' };

/** A key and what it was used for: whose it is, for which operation, with which input. */
export type KeyUse = { scope: string; operation: string; key: string; hash: string };

const purpose = 'idempotency';

/** Whose key it is: keys of different people never meet. */
export function idempotencyScope(actor: Actor): string {
  if (actor.kind === 'person') return `person:${actor.id}`;
  return actor.kind === 'anonymous' ? `network:${actor.network}` : `system:${actor.name}`;
}

/** SHA-256 of the input in a form that does not depend on the order of its fields. */
export function inputHash(input: unknown): string {
  return createHash('sha256').update(JSON.stringify(ordered(input))).digest('hex');
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([name, item]) => [name, ordered(item)]));
}

/** Looks for an earlier answer, and holds the key until the transaction ends, so that a parallel repeat waits for it. */
export async function findEarlier(db: Database, { scope, operation, key, hash }: KeyUse, secrets: Secrets): Promise<Earlier> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${scope}\n${operation}\n${key}`}, 0))`.execute(db);
  const row = await db
    .selectFrom('idempotency_record')
    .select(['input_hash', 'response'])
    .where('scope', '=', scope)
    .where('operation', '=', operation)
    .where('key', '=', key)
    .executeTakeFirst();
  if (row === undefined) return { kind: 'new' };
  if (row.input_hash !== hash) return { kind: 'other_input' };
  const { value, sealed } = row.response as { value?: unknown; sealed?: string };
  if (sealed === undefined) return { kind: 'same', response: value };
  const opened = secrets.open(purpose, sealed);
  if (opened === undefined) throw new Error('An answer that was kept under another key of the centre cannot be repeated');
  return { kind: 'same', response: JSON.parse(opened) };
}

/** Keeps the answer for repeats, in the same transaction as what it answers; with `secrets` sealed, as it holds one. */
export async function keepAnswer(db: Database, { scope, operation, key, hash }: KeyUse, value: unknown, at: Date, secrets?: Secrets): Promise<void> {
  const kept = secrets === undefined ? { value } : { sealed: secrets.seal(purpose, JSON.stringify(value)) };
  await db
    .insertInto('idempotency_record')
    .values({ scope, operation, key, input_hash: hash, response: JSON.stringify(kept), created_at: at })
    .execute();
}
