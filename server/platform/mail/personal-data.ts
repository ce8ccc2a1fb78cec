import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import { noWords, redactor, type PersonalData } from '../personal-data/index.ts';
import { mentions } from '../personal-data/mentions.ts';

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
    async erase(db, personId, { now, words = noWords }) {
      const addresses = lowered(await addressesOf(db, personId));
      await sql`
        update mail set recipient = 'erased', recipient_name = null, subject = '', body = null, last_error = null,
          state = case when state = 'waiting' then 'failed' else state end, ended_at = coalesce(ended_at, ${now})
        where lower(recipient) = any (${addresses}::text[])`.execute(db);
      await clearMentions(db, words.own);
    },
    // A mail belongs to its address: whoever has the address has the mails.
    move: async () => ({}),
    moveBack: async () => undefined,
  };
}

/** Mails to others that name the person keep everything but the name. */
async function clearMentions(db: Database, words: readonly string[]): Promise<void> {
  const redact = redactor(words);
  const { rows } = await sql<{ id: string; recipient_name: string | null; subject: string; body: { text: string } | null; last_error: string | null }>`
    select id, recipient_name, subject, body, last_error from mail where ${mentions(sql`concat_ws(' ', recipient_name, subject, body::text, last_error)`, words)}`.execute(db);
  for (const { id, recipient_name: name, subject, body, last_error: error } of rows) {
    await sql`update mail set recipient_name = ${name === null ? null : redact.text(name)}, subject = ${redact.text(subject)}, body = ${body === null ? null : JSON.stringify(redact.json(body))},
      last_error = ${error === null ? null : redact.text(error)} where id = ${id}`.execute(db);
  }
}

function lowered(addresses: readonly string[]): string[] {
  return addresses.map((address) => address.toLowerCase());
}
