import { sql } from 'kysely';
import { newId, type Database } from '../../platform/index.ts';
import type { BackupProgress } from '../backup/make-backup.ts';
import type { BackupProblem } from '../backup/problem.ts';

export type BackupOrigin = 'asked' | 'timetable' | 'command';
export type BackupRun = {
  id: string;
  origin: BackupOrigin;
  state: 'waiting' | 'running' | 'done' | 'failed';
  startedAt: Date;
  updatedAt: Date;
  file: string | null;
  bytes: number | null;
  progress: BackupProgress | null;
  /** Why it failed; of one that is done, what it lacks. */
  problem: BackupProblem | null;
  startedBy: string | null;
};

const columns = sql`id, origin, state, started_at as "startedAt", updated_at as "updatedAt", file, bytes::float8 as bytes, progress, problem, started_by as "startedBy"`;

async function exists(db: Database): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass('backup_run') is not null as found`.execute(db);
  return rows[0]?.found === true;
}

/** Backups that were begun, the latest first; none in a database that is older than this table. */
export async function listBackupRuns(db: Database, limit: number, before?: { at: Date; id: string }): Promise<BackupRun[]> {
  if (!(await exists(db))) return [];
  const { rows } = await sql<BackupRun>`
    select ${columns} from backup_run ${before === undefined ? sql`` : sql`where (started_at, id) < (${before.at}, ${before.id}::uuid)`} order by started_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

export async function readBackupRun(db: Database, id: string): Promise<BackupRun | undefined> {
  const { rows } = await sql<BackupRun>`select ${columns} from backup_run where id = ${id}`.execute(db);
  return rows[0];
}

/** The latest that ended well, of one origin or any. */
export async function lastGoodBackup(db: Database, origin?: BackupOrigin): Promise<BackupRun | undefined> {
  if (!(await exists(db))) return undefined;
  const { rows } = await sql<BackupRun>`select ${columns} from backup_run where state = 'done' ${origin === undefined ? sql`` : sql`and origin = ${origin}`} order by started_at desc limit 1`.execute(db);
  return rows[0];
}

export async function lastBackup(db: Database): Promise<BackupRun | undefined> {
  return (await listBackupRuns(db, 1))[0];
}

export async function insertBackupRun(db: Database, run: Pick<BackupRun, 'origin' | 'state' | 'startedBy'> & Partial<Pick<BackupRun, 'file' | 'bytes' | 'problem'>>, now: Date): Promise<string> {
  const id = newId(now);
  await sql`
    insert into backup_run (id, origin, state, started_at, updated_at, file, bytes, problem, started_by)
    values (${id}, ${run.origin}, ${run.state}, ${now}, ${now}, ${run.file ?? null}, ${run.bytes ?? null}, ${run.problem === undefined || run.problem === null ? null : JSON.stringify(run.problem)}::jsonb, ${run.startedBy})`.execute(db);
  return id;
}

/** Writes how a run goes on. */
export async function updateBackupRun(db: Database, id: string, change: Partial<Pick<BackupRun, 'state' | 'file' | 'bytes' | 'progress' | 'problem'>>, now: Date): Promise<void> {
  const { state, file, bytes, progress, problem } = change;
  await sql`
    update backup_run set updated_at = ${now}, state = coalesce(${state ?? null}, state), file = coalesce(${file ?? null}, file), bytes = coalesce(${bytes ?? null}, bytes),
      progress = coalesce(${progress === undefined ? null : JSON.stringify(progress)}::jsonb, progress), problem = coalesce(${problem === undefined ? null : JSON.stringify(problem)}::jsonb, problem)
    where id = ${id}`.execute(db);
}

/** A program that died left its run behind; one that says nothing for so long is over. */
export const silentMinutes = 10;

/** A run that is under way now, in any process. */
export async function isBackupUnderWay(db: Database, now: Date): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from backup_run where state in ('waiting', 'running') and updated_at > ${new Date(now.getTime() - silentMinutes * 60_000)}) as found`.execute(db);
  return rows[0]?.found === true;
}

/** Deletes what was noted of backups long ago; the files are another matter. Answers how many. */
export async function deleteOldBackupRuns(db: Database, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`delete from backup_run where started_at < ${before}`.execute(db);
  return Number(numAffectedRows);
}

/** Of two who begin a backup at once, one waits for the other. */
export async function lockBackupRuns(db: Database): Promise<void> {
  await sql`lock table backup_run in share row exclusive mode`.execute(db);
}
