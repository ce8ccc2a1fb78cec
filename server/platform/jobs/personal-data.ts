import { sql } from 'kysely';
import { noWords, type PersonalData } from '../personal-data/index.ts';
import { mentions } from '../personal-data/mentions.ts';

/** Jobs carry numbers only; one that has ended and names a person all the same, as in the reason of a failure, goes. */
export const jobPersonalData: PersonalData = {
  area: 'jobs',
  gather: async () => ({}),
  async erase(db, _personId, { words = noWords }) {
    const { rows } = await sql<{ found: boolean }>`select to_regclass('pgboss.job') is not null as found`.execute(db);
    if (rows[0]?.found !== true) return;
    await sql`delete from pgboss.job where state in ('completed', 'cancelled', 'failed') and ${mentions(sql`concat_ws(' ', data::text, output::text)`, words.own)}`.execute(db);
  },
  move: async () => ({}),
  moveBack: async () => undefined,
};
