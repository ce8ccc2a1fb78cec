import { sql } from 'kysely';
import { noWords, type PersonalData } from '../personal-data/index.ts';
import { mentions } from '../personal-data/mentions.ts';
import { redactor } from '../personal-data/redact.ts';

const mostListed = 5_000;

/** Events carry numbers and facts only; should a name or an address have got into one all the same, it goes, and out of reasons of failed deliveries too. */
export const eventPersonalData: PersonalData = {
  area: 'events',
  async gather(db, personId) {
    const rows = await db.selectFrom('event').select(['occurred_at', 'name']).where('subject', '=', personId).orderBy('id', 'desc').limit(mostListed).execute();
    return { about: rows.map((row) => ({ at: row.occurred_at, name: row.name })) };
  },
  async erase(db, personId, { words = noWords }) {
    const everywhere = redactor(words.own);
    const here = redactor([...words.own, ...words.shared]);
    const about = sql<boolean>`(subject = ${personId} or data::text like ${`%${personId}%`})`;
    const { rows } = await sql<{ id: string; subject: string; data: unknown; about: boolean }>`
      select id, subject, data, ${about} as about from event where ${about} or ${mentions(sql`concat_ws(' ', subject, data::text)`, words.own)}`.execute(db);
    for (const row of rows) {
      const redact = row.about ? here : everywhere;
      const [subject, data] = [redact.text(row.subject), redact.json(row.data)];
      if (subject !== row.subject || data !== row.data) await db.updateTable('event').set({ subject, data: JSON.stringify(data) }).where('id', '=', row.id).execute();
    }
    const failed = await sql<{ event_id: string; subscriber: string; last_error: string }>`select event_id, subscriber, last_error from outbox where ${mentions(sql`last_error`, words.own)}`.execute(db);
    for (const row of failed.rows) {
      await db.updateTable('outbox').set({ last_error: everywhere.text(row.last_error) }).where('event_id', '=', row.event_id).where('subscriber', '=', row.subscriber).execute();
    }
  },
  move: async () => ({}),
  moveBack: async () => undefined,
};
