import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { Actor } from './actor.ts';

export type Earlier = { kind: 'new' } | { kind: 'same'; response: unknown } | { kind: 'other_input' };

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
export async function findEarlier(db: Database, scope: string, operation: string, key: string, hash: string): Promise<Earlier> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${scope}\n${operation}\n${key}`}, 0))`.execute(db);
  const row = await db
    .selectFrom('idempotency_record')
    .select(['input_hash', 'response'])
    .where('scope', '=', scope)
    .where('operation', '=', operation)
    .where('key', '=', key)
    .executeTakeFirst();
  if (row === undefined) return { kind: 'new' };
  return row.input_hash === hash ? { kind: 'same', response: row.response['value'] } : { kind: 'other_input' };
}

/** Keeps the answer for repeats, in the same transaction as what it answers. */
export async function keepAnswer(db: Database, scope: string, operation: string, key: string, hash: string, value: unknown, at: Date): Promise<void> {
  await db
    .insertInto('idempotency_record')
    .values({ scope, operation, key, input_hash: hash, response: JSON.stringify({ value }), created_at: at })
    .execute();
}
