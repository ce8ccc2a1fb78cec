import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { PersonalData } from '../personal-data/index.ts';

const mostMails = 1_000;

/**
 * Mails that went to a person, found by their proven addresses, which `addressesOf` reads: the platform does not know persons. What they
 * said is not kept once they have left; erasing takes name, address and subject from what is still listed.
 */
export function mailPersonalData(addressesOf: (db: Database, personId: string) => Promise<readonly string[]>): PersonalData {
  return {
    area: 'mails',
    async gather(db, personId) {
      const addresses = lowered(await addressesOf(db, personId));
      const { rows } = await sql<{ kind: string; recipient: string; subject: string; state: string; at: Date }>`
        select kind, recipient, subject, state, created_at as at from mail where lower(recipient) = any (${addresses}::text[]) order by created_at desc limit ${mostMails}`.execute(db);
      return { mails: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
    },
    async erase(db, personId, { now }) {
      const addresses = lowered(await addressesOf(db, personId));
      await sql`
        update mail set recipient = 'erased', recipient_name = null, subject = '', body = null, last_error = null,
          state = case when state = 'waiting' then 'failed' else state end, ended_at = coalesce(ended_at, ${now})
        where lower(recipient) = any (${addresses}::text[])`.execute(db);
    },
    // A mail belongs to its address: whoever has the address has the mails.
    move: async () => ({}),
    moveBack: async () => undefined,
  };
}

function lowered(addresses: readonly string[]): string[] {
  return addresses.map((address) => address.toLowerCase());
}
