import { sql } from 'kysely';
import type { DevelopmentTools } from '../../web/development/tools.ts';
import { newId, newSecret, secretHash, type Clock, type Database } from '../platform/index.ts';
import { readJobState } from '../platform/jobs/index.ts';
import { readOutboxState, listParked } from '../platform/events/parked.ts';

/** The people of the demo cast, who may be used in development without a password. */
export const cast = [
  { key: 'chunhua', name: '春华', email: 'chunhua@example.com', roles: ['operator'] },
  { key: 'qiushi', name: '秋实', email: 'qiushi@example.com', roles: ['moderator'] },
  { key: 'xiaoman', name: '小满', email: 'xiaoman@example.com', roles: ['agent'] },
  { key: 'guyu', name: '谷雨', email: 'guyu@example.com', roles: [] },
] as const;

export type ShiftableClock = Clock & { shift(minutes: number): void; shiftedBy(): number };

/** The real time, moved by what the developer asked for. */
export function shiftableClock(real: Clock): ShiftableClock {
  let minutes = 0;
  return {
    now: () => new Date(real.now().getTime() + minutes * 60_000),
    shift: (by) => {
      minutes = by === 0 ? 0 : minutes + by;
    },
    shiftedBy: () => minutes,
  };
}

/** What the developer panel can do. Made in development only: a production build has neither the page nor this. */
export function createDevelopmentTools(database: Database, clock: ShiftableClock): DevelopmentTools {
  return {
    cast: cast.map(({ key, name, roles }) => ({ key, name, roles: [...roles] })),
    async signInAs(key) {
      const member = cast.find((candidate) => candidate.key === key);
      if (member === undefined) return undefined;
      return database.transaction().execute(async (transaction) => {
        const now = clock.now();
        const found = await sql<{ person_id: string }>`select person_id from identity where kind = 'email' and canonical = ${member.email}`.execute(transaction);
        const person = found.rows[0]?.person_id ?? newId(now);
        if (found.rows.length === 0) {
          await sql`insert into person (id, name, created_at) values (${person}, ${member.name}, ${now})`.execute(transaction);
          await sql`insert into identity (id, person_id, kind, typed, canonical, created_at) values (${newId(now)}, ${person}, 'email', ${member.email}, ${member.email}, ${now})`.execute(transaction);
        }
        for (const role of member.roles) await sql`insert into role_grant (person_id, role, granted_at) values (${person}, ${role}, ${now}) on conflict do nothing`.execute(transaction);
        const token = newSecret();
        const expires = new Date(now.getTime() + 24 * 3600_000);
        await sql`insert into session (id, token_hash, person_id, created_at, seen_at, expires_at) values (${newId(now)}, ${secretHash(token)}, ${person}, ${now}, ${now}, ${expires})`.execute(transaction);
        return token;
      });
    },
    moveClock: (minutes) => clock.shift(minutes),
    async state() {
      const events = await sql<{ name: string; subject: string; occurred_at: Date }>`select name, subject, occurred_at from event order by position desc limit 30`.execute(database);
      const jobs = await readJobState(database);
      const mails = await sql<{ kind: string; recipient: string; subject: string; state: string; body: { text: string; button?: { label: string; address: string } } | null; created_at: Date }>`select kind, recipient, subject, state, body, created_at from mail order by created_at desc, id desc limit 20`.execute(database);
      const outbox = await readOutboxState(database);
      return {
        now: clock.now().toISOString(),
        shiftedMinutes: clock.shiftedBy(),
        outbox: { ...outbox, oldestWaiting: outbox.oldestWaiting?.toISOString() ?? null },
        parked: (await listParked(database)).map(({ name, subject, subscriber, attempts, lastError }) => ({ name, subject, subscriber, attempts, lastError })),
        events: events.rows.map((event) => ({ name: event.name, subject: event.subject, at: event.occurred_at.toISOString() })),
        jobs,
        mails: mails.rows.map(({ body, created_at: at, ...mail }) => ({ ...mail, at: at.toISOString(), text: body?.text ?? '', button: body?.button ?? null })),
      };
    },
  };
}
