import { sql } from 'kysely';
import { mentions, noWords, redactor, type PersonalData } from '../../platform/index.ts';
import type { ProposalTable } from '../schema.ts';
import { tables } from './state.ts';

/**
 * What visitors proposed. It names no person; where the contact is an address that somebody has proven, it is theirs. Erasing takes the
 * contact and the person's words; what was proposed stays with the centre.
 */
export const proposalPersonalData: PersonalData = {
  area: 'proposals',
  async gather(db, _personId, words = noWords) {
    if (words.proven.length === 0) return { proposals: [] };
    const rows = await tables(db)
      .selectFrom('proposal')
      .select(['created_at', 'kind', 'text', 'contact', 'page', 'status'])
      .where(sql<boolean>`lower(trim(contact)) = any (${words.proven}::text[])`)
      .orderBy('id')
      .limit(5_000)
      .execute();
    return { proposals: rows.map((row) => ({ at: row.created_at, kind: row.kind, text: row.text, contact: row.contact, page: row.page, status: row.status })) };
  },
  async erase(db, _personId, { words = noWords }) {
    const redact = redactor(words.own);
    const { rows } = await sql<ProposalTable>`select * from proposal where ${mentions(sql`concat_ws(' ', text, contact, page, handled_by, note)`, words.own)}`.execute(db);
    for (const row of rows) {
      const contact = row.contact === null || redact.text(row.contact) !== row.contact ? null : row.contact;
      const handled = row.handled_by === null || redact.text(row.handled_by) !== row.handled_by ? null : row.handled_by;
      await tables(db)
        .updateTable('proposal')
        .set({ contact, handled_by: handled, text: redact.text(row.text), page: row.page === null ? null : redact.text(row.page), note: row.note === null ? null : redact.text(row.note) })
        .where('id', '=', row.id)
        .execute();
    }
    // Entries that were deleted wait for their undo, and are no public text either.
    await sql`delete from centre_entry where deleted_at is not null and ${mentions(sql`data::text`, words.own)}`.execute(db);
    // Settings and entries that were there before the example was cleared wait for their undo, and are no public text.
    await sql`update centre_state set cleared = null where ${mentions(sql`cleared::text`, words.own)}`.execute(db);
  },
  move: async () => ({}),
  moveBack: async () => undefined,
};
