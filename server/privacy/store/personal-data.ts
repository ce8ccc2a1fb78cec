import { sql } from 'kysely';
import type { PersonalData } from '../../platform/index.ts';
import { listConsents } from './consents.ts';
import { deleteExportsOf, listRequestsAbout } from './requests.ts';
import { tables } from './tables.ts';

const mostListed = 1_000;

/** What privacy itself keeps of a person: which notices they were shown and agreed to, what they asked for, and the exports made. */
export const privacyPersonalData: PersonalData = {
  area: 'privacy',
  async gather(db, personId) {
    const requests = await listRequestsAbout(db, personId, mostListed);
    return {
      notices: (await listConsents(db, [personId])).map(({ form, version, at, accepted, withdrawnAt }) => ({ form, version, at, accepted, withdrawnAt: withdrawnAt ?? null })),
      requests: requests.map(({ kind, state, askedAt, askedBy, endedAt }) => ({ kind, state, askedAt, byMyself: askedBy === personId, endedAt: endedAt ?? null })),
    };
  },
  async erase(db, personId) {
    await tables(db).updateTable('privacy_consent').set({ person_id: null, subject: null }).where('person_id', '=', personId).execute();
    await deleteExportsOf(db, personId);
  },
  async move(db, from, to) {
    const { rows } = await sql<{ id: string }>`update privacy_consent set person_id = ${to} where person_id = ${from} returning id`.execute(db);
    return { privacy_consent: rows.map(({ id }) => id) };
  },
  async moveBack(db, { privacy_consent: ids = [] }, from, to) {
    if (ids.length > 0) await tables(db).updateTable('privacy_consent').set({ person_id: from }).where('person_id', '=', to).where('id', 'in', [...ids]).execute();
  },
};
