import { sql } from 'kysely';
import { mentions, noWords, redactor, type Database, type PersonalData, type PersonWords } from '../../platform/index.ts';

/**
 * Records that belong to no person and may carry a name all the same: what was sent and how the other side answered, what an import read,
 * who began a backup. They keep everything but the words. By hand; a test finds tables that nobody has thought of.
 */
export const tracePlaces: Readonly<Record<string, readonly string[]>> = {
  dropped_delivery: ['last_error'],
  import_batch: ['file_name', 'created_by_name'],
  import_line: ['fields', 'what', 'changes', 'problems'],
  backup_run: ['started_by', 'problem'],
  stored_file: ['name'],
  webhook_delivery: ['body'],
  webhook_attempt: ['problem', 'answer'],
  incoming_message: ['detail'],
};

const batch = 500;

export const tracePersonalData: PersonalData = {
  area: 'traces',
  gather: async () => ({}),
  async erase(db, _personId, { words = noWords }) {
    if (words.own.length === 0) return;
    for (const [table, columns] of Object.entries(tracePlaces)) for (const column of columns) await clear(db, table, column, words);
  },
  move: async () => ({}),
  moveBack: async () => undefined,
};

async function clear(db: Database, table: string, column: string, { own }: PersonWords): Promise<void> {
  const found = await sql<{ type: string }>`select data_type as type from information_schema.columns where table_schema = 'public' and table_name = ${table} and column_name = ${column}`.execute(db);
  const type = found.rows[0]?.type;
  if (type === undefined) return;
  const redact = redactor(own);
  const [place, at] = [sql.ref(column), sql.table(table)];
  for (let after = '(0,0)'; ; ) {
    const { rows } = await sql<{ place: string; value: unknown }>`
      select ctid::text as place, ${place} as value from ${at} where ctid > ${after}::tid and ${mentions(sql`${place}::text`, own)} order by ctid limit ${batch}`.execute(db);
    for (const row of rows) {
      const cleared = typeof row.value === 'string' ? redact.text(row.value) : redact.json(row.value);
      if (cleared === row.value) continue;
      if (type === 'jsonb') await sql`update ${at} set ${place} = ${JSON.stringify(cleared)}::jsonb where ctid = ${row.place}::tid`.execute(db);
      else await sql`update ${at} set ${place} = ${cleared} where ctid = ${row.place}::tid`.execute(db);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < batch) return;
    after = last.place;
  }
}
