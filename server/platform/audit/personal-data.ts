import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import { noWords, type PersonalData } from '../personal-data/index.ts';
import { mentions } from '../personal-data/mentions.ts';
import { erasedMark, redactor } from '../personal-data/redact.ts';

const batch = 500;
const mostListed = 5_000;

type Row = { id: string; actor_id: string | null; actor_name: string | null; actor_key_name: string | null; subject_key: string; before: unknown; after: unknown; about: boolean };

/** The change history. It keeps that something was done, and by which number; names and addresses go. */
export const auditPersonalData: PersonalData = {
  area: 'history',
  async gather(db, personId) {
    const deeds = await db.selectFrom('audit_entry').select(['at', 'operation', 'subject_kind']).where('actor_id', '=', personId).orderBy('id', 'desc').limit(mostListed).execute();
    const about = await db.selectFrom('audit_entry').select(['at', 'operation']).where('subject_kind', '=', 'person').where('subject_key', '=', personId).orderBy('id', 'desc').limit(mostListed).execute();
    return { done: deeds.map((row) => ({ at: row.at, operation: row.operation, about: row.subject_kind })), about: about.map((row) => ({ at: row.at, operation: row.operation })) };
  },
  async erase(db, personId, { words = noWords }) {
    const everywhere = redactor(words.own);
    const here = redactor([...words.own, ...words.shared]);
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const rows = await candidates(db, personId, words.own, after);
      for (const row of rows) {
        const redact = row.about ? here : everywhere;
        const mine = row.actor_id === personId;
        const cleared = {
          actor_name: mine ? null : row.actor_name === null ? null : redact.text(row.actor_name),
          actor_key_name: row.actor_key_name === null ? null : mine ? erasedMark : redact.text(row.actor_key_name),
          subject_key: redact.text(row.subject_key),
          before: row.before === null ? null : JSON.stringify(redact.json(row.before)),
          after: row.after === null ? null : JSON.stringify(redact.json(row.after)),
        };
        await db.updateTable('audit_entry').set(cleared).where('id', '=', row.id).execute();
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < batch) return;
      after = last.id;
    }
  },
  // History tells what happened: it is not rewritten when two entries turn out to be one human.
  move: async () => ({}),
  moveBack: async () => undefined,
};

/** Entries by the person, about the person (by number, anywhere in them), and those that may contain a word that only they are known by. */
async function candidates(db: Database, personId: string, own: readonly string[], after: string): Promise<Row[]> {
  const all = sql`concat_ws(' ', actor_name, actor_key_name, subject_key, before::text, after::text)`;
  const about = sql<boolean>`(actor_id = ${personId} or subject_key = ${personId} or concat_ws(' ', before::text, after::text) like ${`%${personId}%`})`;
  const { rows } = await sql<Row>`
    select id, actor_id, actor_name, actor_key_name, subject_key, before, after, ${about} as about from audit_entry
    where id > ${after} and (${about} or ${mentions(all, own)}) order by id limit ${batch}`.execute(db);
  return rows;
}
