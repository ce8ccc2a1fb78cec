import { sql } from 'kysely';
import { newId, type Database } from '../../platform/index.ts';
import { codes, type CodeAudience, type CodeEnding } from '../schema-codes.ts';

export type Code = {
  id: string; groupId: string; content: string | null; fileId: string | null; audience: CodeAudience; typed: string; said: 'nothing' | 'day' | 'days' | 'never';
  expiresAt: Date | null; warnedHours: number | null; enteredBy: string | null; enteredAt: Date; endedAt: Date | null; endedBecause: CodeEnding | null; endedBy: string | null;
};

const columns = ['id', 'group_id', 'content', 'file_id', 'audience', 'typed', 'said', 'expires_at', 'warned_hours', 'entered_by', 'entered_at', 'ended_at', 'ended_because', 'ended_by'] as const;
const selected = (db: Database) => codes(db).selectFrom('group_code').select(columns);
type Row = Awaited<ReturnType<ReturnType<typeof selected>['executeTakeFirstOrThrow']>>;

const toCode = (row: Row): Code => ({
  id: row.id, groupId: row.group_id, content: row.content, fileId: row.file_id, audience: row.audience, typed: row.typed, said: row.said, expiresAt: row.expires_at, warnedHours: row.warned_hours,
  enteredBy: row.entered_by, enteredAt: row.entered_at, endedAt: row.ended_at, endedBecause: row.ended_because, endedBy: row.ended_by,
});

export type NewCode = Pick<Code, 'groupId' | 'content' | 'fileId' | 'audience' | 'typed' | 'said' | 'expiresAt' | 'enteredBy'>;

export async function insertCode(db: Database, code: NewCode, now: Date): Promise<string> {
  const id = newId(now);
  await codes(db).insertInto('group_code').values({ id, group_id: code.groupId, content: code.content, file_id: code.fileId, audience: code.audience, typed: code.typed, said: code.said, expires_at: code.expiresAt, entered_by: code.enteredBy, entered_at: now }).execute();
  return id;
}

/** Takes the lock under which a group's codes are entered and end: one lives at a time. */
export async function lockGroupForCode(db: Database, groupId: string): Promise<boolean> {
  return (await codes(db).selectFrom('fleet_group').select('id').where('id', '=', groupId).forUpdate().executeTakeFirst()) !== undefined;
}

export async function findCode(db: Database, id: string): Promise<Code | undefined> {
  const row = await selected(db).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toCode(row);
}

/** The codes that live at this moment, by their group. A code whose time is over is none, also before anybody has noted that. */
export async function liveCodes(db: Database, groupIds: readonly string[], now: Date): Promise<Map<string, Code>> {
  if (groupIds.length === 0) return new Map();
  const rows = await selected(db).where('group_id', 'in', [...groupIds]).where('ended_at', 'is', null).where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)])).execute();
  return new Map(rows.map((row) => [row.group_id, toCode(row)]));
}

/** The code that was entered last and has not ended; its time may be over. */
export async function openCode(db: Database, groupId: string): Promise<Code | undefined> {
  const row = await selected(db).where('group_id', '=', groupId).where('ended_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : toCode(row);
}

/** Ends a code, once. False when it had ended. */
export async function endCode(db: Database, id: string, because: CodeEnding, by: string | null, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await codes(db).updateTable('group_code').set({ ended_at: now, ended_because: because, ended_by: by, revision: sql`revision + 1` }).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Takes the end of a code back, and forgets who called it dead: the count begins anew. */
export async function reviveCode(db: Database, id: string): Promise<void> {
  await codes(db).updateTable('group_code').set({ ended_at: null, ended_because: null, ended_by: null, revision: sql`revision + 1` }).where('id', '=', id).execute();
  await codes(db).deleteFrom('code_report').where('code_id', '=', id).execute();
}

/** Notes that a code was called dead from a network, once for each. Answers from how many networks a human said so. */
export async function noteReport(db: Database, codeId: string, networkHash: string, human: boolean, now: Date): Promise<number> {
  await codes(db).insertInto('code_report').values({ code_id: codeId, network_hash: networkHash, human, at: now })
    .onConflict((conflict) => conflict.columns(['code_id', 'network_hash']).doUpdateSet({ human: sql`code_report.human or excluded.human` }))
    .execute();
  const { count } = await codes(db).selectFrom('code_report').select(({ fn }) => fn.countAll<string>().as('count')).where('code_id', '=', codeId).where('human', '=', true).executeTakeFirstOrThrow();
  return Number(count);
}

/** The latest codes of groups, newest first, at most `each` of a group. `reports`: from how many networks each was called dead. */
export async function codesOfGroups(db: Database, groupIds: readonly string[], each: number): Promise<(Code & { reports: number })[]> {
  if (groupIds.length === 0) return [];
  const rows = await codes(db)
    .selectFrom((from) => from.selectFrom('group_code').selectAll().select(sql<string>`row_number() over (partition by group_id order by id desc)`.as('nth')).where('group_id', 'in', [...groupIds]).as('latest'))
    .select(columns)
    .select(({ selectFrom, fn }) => selectFrom('code_report').select(fn.countAll<string>().as('count')).whereRef('code_id', '=', 'latest.id').as('reports'))
    .where('nth', '<=', String(each)).orderBy('id', 'desc').execute();
  return rows.map(({ reports, ...row }) => ({ ...toCode(row), reports: Number(reports) }));
}

/** Codes whose time is over, or of whose end is to be warned now (so many hours before it, each once), some at a time, locked; what another process looks at is left out. */
export async function lockEndingCodes(db: Database, now: Date, warnings: readonly number[], limit: number): Promise<(Code & { fleet: string })[]> {
  const rows = await codes(db).selectFrom('group_code').innerJoin('fleet_group', 'fleet_group.id', 'group_code.group_id')
    .select([...columns.map((column) => `group_code.${column}` as const), 'fleet_group.fleet'])
    .where('group_code.ended_at', 'is', null).where('group_code.expires_at', 'is not', null).where((where) => where.or([
      where('group_code.expires_at', '<=', now),
      ...warnings.map((hours) => where.and([where('group_code.expires_at', '<=', new Date(now.getTime() + hours * 3600_000)), where.or([where('group_code.warned_hours', 'is', null), where('group_code.warned_hours', '>', hours)])])),
    ]))
    .orderBy('group_code.expires_at').limit(limit).forUpdate('group_code').skipLocked().execute();
  return rows.map((row) => ({ ...toCode(row), fleet: row.fleet }));
}

export async function setWarned(db: Database, id: string, hours: number): Promise<void> {
  await codes(db).updateTable('group_code').set({ warned_hours: hours }).where('id', '=', id).execute();
}
