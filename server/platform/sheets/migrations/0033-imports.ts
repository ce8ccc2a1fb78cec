import { sql, type Kysely } from 'kysely';

/** Files of lines that are imported: the batch stays, its lines go after a while. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table import_batch (
    id uuid primary key,
    kind text not null,
    file_name text not null,
    encoding text not null,
    state text not null check (state in ('previewed', 'running', 'done', 'cancelled')),
    columns jsonb not null,
    total integer not null,
    done integer not null default 0,
    created_at timestamptz not null,
    created_by uuid,
    created_by_name text not null default '',
    finished_at timestamptz
  )`.execute(db);
  await sql`create index import_batch_order on import_batch (kind, id)`.execute(db);
  await sql`create table import_line (
    batch_id uuid not null references import_batch (id) on delete cascade,
    line integer not null,
    fields jsonb not null,
    verdict text not null check (verdict in ('create', 'change', 'same', 'wrong', 'failed')),
    done boolean not null default false,
    what text not null,
    changes jsonb not null,
    problems jsonb not null,
    primary key (batch_id, line)
  )`.execute(db);
  await sql`create index import_line_waiting on import_line (batch_id, line) where not done`.execute(db);
}
