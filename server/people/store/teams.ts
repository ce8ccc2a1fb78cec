import { sql } from 'kysely';
import type { LocalizedText } from '../../../common/contract/text.ts';
import type { Database } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

export type Team = { key: string; name: LocalizedText; archivedAt: Date | undefined; members: number; revision: number };

/** The most teams of a centre. */
export const teamsMaximum = 500;

/** All teams, those in use first; `key`: only this one. */
export async function listTeams(db: Database, key?: string): Promise<Team[]> {
  const rows = await people(db)
    .selectFrom('team')
    .select(['key', 'name', 'archived_at', 'revision'])
    .select(sql<number>`(select count(distinct person_id)::int from role_grant where scope_kind = 'team' and scope_key = team.key)`.as('members'))
    .$if(key !== undefined, (query) => query.where('key', '=', key ?? ''))
    .orderBy(sql`archived_at is not null`)
    .orderBy('key')
    .limit(teamsMaximum)
    .execute();
  return rows.map((row) => ({ key: row.key, name: row.name.text, archivedAt: row.archived_at ?? undefined, members: row.members, revision: Number(row.revision) }));
}

export async function findTeam(db: Database, key: string): Promise<Team | undefined> {
  return (await listTeams(db, key))[0];
}

/** Adds a team; false when its key is taken. */
export async function insertTeam(db: Database, key: string, name: LocalizedText, now: Date): Promise<boolean> {
  const result = await people(db).insertInto('team').values({ key, name: JSON.stringify({ text: name }), created_at: now, archived_at: null }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Changes a team as it was at `revision`; false when it has changed since. */
export async function updateTeam(db: Database, key: string, revision: number, changes: { name?: LocalizedText; archivedAt?: Date | null }): Promise<boolean> {
  const result = await people(db)
    .updateTable('team')
    .set({
      revision: sql`revision + 1`,
      ...(changes.name === undefined ? {} : { name: JSON.stringify({ text: changes.name }) }),
      ...(changes.archivedAt === undefined ? {} : { archived_at: changes.archivedAt }),
    })
    .where('key', '=', key)
    .where('revision', '=', String(revision))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
