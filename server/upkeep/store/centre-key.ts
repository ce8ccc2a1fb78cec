import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';

/** The key that the centre has; undefined before the first start. */
export async function readCentreKey(db: Database): Promise<string | undefined> {
  const { rows: tables } = await sql<{ found: boolean }>`select to_regclass('centre_key') is not null as found`.execute(db);
  if (tables[0]?.found !== true) return undefined;
  const { rows } = await sql<{ fingerprint: string }>`select fingerprint from centre_key`.execute(db);
  return rows[0]?.fingerprint;
}

export type StartNote = { fingerprint: string; version: string; release: number; node: string; now: Date };

/** Remembers that a program started. Answers whether its key is the centre's, which the first program's is. */
export async function noteStart(db: Database, { fingerprint, version, release, node, now }: StartNote): Promise<'same' | 'other'> {
  await sql`
    insert into program_start (version, release, node, first_at, last_at) values (${version}, ${release}, ${node}, ${now}, ${now})
    on conflict (version, release) do update set node = excluded.node, last_at = excluded.last_at`.execute(db);
  await sql`insert into centre_key (fingerprint, since) values (${fingerprint}, ${now}) on conflict (only_row) do nothing`.execute(db);
  return (await readCentreKey(db)) === fingerprint ? 'same' : 'other';
}

export type ProgramStart = { version: string; release: number; node: string; firstAt: Date; lastAt: Date };

/** Programs that have served this centre, the latest first. */
export async function readProgramStarts(db: Database): Promise<ProgramStart[]> {
  const { rows: tables } = await sql<{ found: boolean }>`select to_regclass('program_start') is not null as found`.execute(db);
  if (tables[0]?.found !== true) return [];
  const { rows } = await sql<ProgramStart>`select version, release, node, first_at as "firstAt", last_at as "lastAt" from program_start order by last_at desc limit 50`.execute(db);
  return rows;
}
