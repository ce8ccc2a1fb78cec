import { sql, type Selectable } from 'kysely';
import type { Centre, CentreSettings, SectionEntry, SectionName } from '../../../common/contract/centre.ts';
import type { Database } from '../../platform/index.ts';
import { contentChannel } from '../reader/channel.ts';
import { bySection } from '../rules/by-section.ts';
import type { CentreStateTable, CentreTables, Cleared } from '../schema.ts';

export const tables = (db: Database) => db.withTables<CentreTables>();

/** The centre as a whole, without its entries. `settings` is null in a database that was never filled. */
export type CentreState = {
  settings: CentreSettings | null;
  settingsRevision: number;
  revision: number;
  example: string | null;
  /** True while the example is just as it was filled in. */
  exampleUntouched: boolean;
  cleared: Cleared | null;
};

/** Takes the lock under which every change of the centre's content runs, one after the other. */
export async function lockState(db: Database): Promise<CentreState> {
  return toState(await tables(db).selectFrom('centre_state').selectAll().forUpdate().executeTakeFirstOrThrow());
}

export async function readState(db: Database): Promise<CentreState> {
  return toState(await tables(db).selectFrom('centre_state').selectAll().executeTakeFirstOrThrow());
}

function toState(row: Selectable<CentreStateTable>): CentreState {
  return {
    settings: row.settings,
    settingsRevision: Number(row.settings_revision),
    revision: Number(row.content_revision),
    example: row.example,
    exampleUntouched: row.example !== null && row.example_revision === row.content_revision,
    cleared: row.cleared,
  };
}

export type StateChange = {
  settings?: CentreSettings | null;
  settingsRevision?: number;
  example?: string | null;
  exampleRevision?: number | null;
  cleared?: Cleared | null;
};

/** Writes the next content revision, and what else of the state changes; other processes hear of it at commit. */
export async function advanceState(db: Database, revision: number, now: Date, change: StateChange): Promise<void> {
  await tables(db)
    .updateTable('centre_state')
    .set({
      content_revision: revision,
      updated_at: now,
      ...(change.settings === undefined ? {} : { settings: change.settings === null ? null : JSON.stringify(change.settings) }),
      ...(change.settingsRevision === undefined ? {} : { settings_revision: change.settingsRevision }),
      ...(change.example === undefined ? {} : { example: change.example }),
      ...(change.exampleRevision === undefined ? {} : { example_revision: change.exampleRevision }),
      // What was cleared can come back only as long as nothing else has been changed.
      cleared: change.cleared === undefined || change.cleared === null ? null : JSON.stringify(change.cleared),
    })
    .execute();
  await sql`select pg_notify(${contentChannel}, ${String(revision)})`.execute(db);
}

/** The content revision alone: one small row, cheap enough to ask for every few seconds. */
export async function readRevision(db: Database): Promise<string> {
  const { content_revision } = await tables(db).selectFrom('centre_state').select('content_revision').executeTakeFirstOrThrow();
  return content_revision;
}

export type StoredContent = { revision: string; example: string | null; centre: Centre | null };

/** Everything that is live, in one statement and therefore of one moment. */
export async function readContent(db: Database): Promise<StoredContent> {
  const { rows } = await sql<{ revision: string; example: string | null; settings: CentreSettings | null; entries: Partial<Record<SectionName, SectionEntry[]>> | null }>`
    select content_revision as revision, example, settings,
      (select jsonb_object_agg(section, entries) from (
        select section, jsonb_agg(data order by position, key) as entries from centre_entry where deleted_at is null group by section
      ) as sections) as entries
    from centre_state`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('The row of centre_state is missing');
  return { revision: row.revision, example: row.example, centre: row.settings === null ? null : assembleCentre(row.settings, row.entries ?? {}) };
}

/** A centre with every section, empty where nothing is given. */
export function assembleCentre(settings: CentreSettings, entries: Partial<Record<SectionName, SectionEntry[]>>): Centre {
  return { settings, ...bySection((section) => entries[section] ?? []) } as Centre;
}
