import { sql } from 'kysely';
import { noWords, type PersonalData } from '../personal-data/index.ts';
import { mentions } from '../personal-data/mentions.ts';

/** Answers kept for repeated requests: they only repeat what is kept elsewhere, so an export says how many there are, and erasing deletes them. */
export const answerPersonalData: PersonalData = {
  area: 'answers',
  async gather(db, personId) {
    const { count } = await db.selectFrom('idempotency_record').select(({ fn }) => fn.countAll<string>().as('count')).where('scope', '=', `person:${personId}`).executeTakeFirstOrThrow();
    return { repeatedRequests: Number(count) };
  },
  async erase(db, personId, { words = noWords }) {
    await sql`delete from idempotency_record where scope like ${`person:${personId}%`} or ${mentions(sql`concat_ws(' ', scope, key, response::text)`, words.own)}`.execute(db);
  },
  move: async () => ({}),
  moveBack: async () => undefined,
};
