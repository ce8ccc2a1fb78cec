import { sql, type Updateable } from 'kysely';
import { everyEvent } from '../../../common/contract/webhooks.ts';
import type { Database } from '../../platform/index.ts';
import type { ProgramsTables, WebhookEndpointTable } from '../schema.ts';

const programs = (db: Database) => db.withTables<ProgramsTables>();

export type EndpointRow = Omit<WebhookEndpointTable, 'revision'> & { revision: string };
export type CountedEndpoint = EndpointRow & { waiting: number; failed: number };

const counted = (db: Database) =>
  programs(db)
    .selectFrom('webhook_endpoint')
    .selectAll('webhook_endpoint')
    .select([
      sql<number>`(select count(*)::int from webhook_delivery where endpoint_id = webhook_endpoint.id and state = 'waiting')`.as('waiting'),
      sql<number>`(select count(*)::int from webhook_delivery where endpoint_id = webhook_endpoint.id and state = 'failed')`.as('failed'),
    ]);

/** Receivers, the latest first; `after` is the id of the last one before. */
export async function listEndpoints(db: Database, which: { deleted: boolean; after: string | undefined }, rows: number): Promise<CountedEndpoint[]> {
  return counted(db)
    .where('deleted_at', which.deleted ? 'is not' : 'is', null)
    .$if(which.after !== undefined, (query) => query.where('id', '<', which.after ?? ''))
    .orderBy('id', 'desc')
    .limit(rows)
    .execute();
}

export async function readEndpoint(db: Database, id: string): Promise<CountedEndpoint | undefined> {
  return counted(db).where('id', '=', id).executeTakeFirst();
}

export async function lockEndpoint(db: Database, id: string): Promise<EndpointRow | undefined> {
  return programs(db).selectFrom('webhook_endpoint').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function countEndpoints(db: Database): Promise<number> {
  const row = await programs(db).selectFrom('webhook_endpoint').select(({ fn }) => fn.countAll<string>().as('count')).where('deleted_at', 'is', null).executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function insertEndpoint(db: Database, endpoint: Pick<WebhookEndpointTable, 'id' | 'address' | 'description' | 'events' | 'enabled' | 'secret' | 'created_at' | 'created_by'>): Promise<void> {
  await programs(db).insertInto('webhook_endpoint').values(endpoint).execute();
}

/** Changes a receiver; what an operator edits counts its revision on. */
export async function updateEndpoint(db: Database, id: string, changes: Updateable<WebhookEndpointTable>, edited: boolean): Promise<void> {
  await programs(db)
    .updateTable('webhook_endpoint')
    .set(changes)
    .$if(edited, (query) => query.set({ revision: sql<number>`revision + 1` }))
    .where('id', '=', id)
    .execute();
}

/** The receivers that are on and have chosen an event. */
export async function endpointsFor(db: Database, event: string): Promise<string[]> {
  const rows = await programs(db)
    .selectFrom('webhook_endpoint')
    .select('id')
    .where('enabled', '=', true)
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`events && ${[event, everyEvent]}::text[]`)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Since when a receiver has failed without a break. Holds the receiver, which whoever changes it and its deliveries holds before them: in
 * another order, the two would wait for each other. New deliveries are written meanwhile.
 */
export async function holdFailingSince(db: Database, id: string): Promise<Date | null> {
  const row = await programs(db).selectFrom('webhook_endpoint').select('failing_since').where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  return row?.failing_since ?? null;
}

/** Notes what an attempt says of the receiver. Answers true when this switched it off. */
export async function noteHealth(db: Database, id: string, health: { health: 'good' } | { health: 'failing' } | { health: 'off'; because: 'failing' | 'gone' }, now: Date): Promise<boolean> {
  const update = programs(db).updateTable('webhook_endpoint').where('id', '=', id);
  if (health.health === 'good') {
    await update.set({ failing_since: null, last_success_at: now }).execute();
    return false;
  }
  const failingSince = sql<Date>`coalesce(failing_since, ${now})`;
  if (health.health === 'failing') {
    await update.set({ failing_since: failingSince }).execute();
    return false;
  }
  const { numUpdatedRows } = await update.where('enabled', '=', true).set({ failing_since: failingSince, enabled: false, switched_off_at: now, switched_off_because: health.because, revision: sql<number>`revision + 1` }).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Deletes receivers that were deleted before `before` for good. Answers how many. */
export async function deleteOldEndpoints(db: Database, before: Date): Promise<number> {
  const { numDeletedRows } = await programs(db).deleteFrom('webhook_endpoint').where('deleted_at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}

export async function forgetMaker(db: Database, personId: string): Promise<void> {
  await programs(db).updateTable('webhook_endpoint').set({ created_by: null }).where('created_by', '=', personId).execute();
  await programs(db).updateTable('incoming_hook').set({ created_by: null }).where('created_by', '=', personId).execute();
  await programs(db).updateTable('api_key').set({ revoked_by: null }).where('revoked_by', '=', personId).execute();
}
