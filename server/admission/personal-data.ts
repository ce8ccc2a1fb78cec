import { admissionDefaults } from '../../common/contract/admission-policy.ts';
import { fleetAhead, findFleetRow } from '../groups/index.ts';
import { identitiesOf, type Identity } from '../people/index.ts';
import { noWords, type Database, type PersonalData } from '../platform/index.ts';
import { barIdentity } from '../privacy/index.ts';
import { barredAccount } from './identity-hash.ts';
import { fleetsOfPersons } from './store/fleets-of-persons.ts';
import { barsOf, forgetApplicant, gatherApplications, moveApplicant, moveApplicantBack } from './store/personal.ts';

/** So long a bar outlives the erasure of its owner, where it has no end of its own. */
const barDays = 730;

/** What persons applied for, and what came of it. */
export const admissionPersonalData: PersonalData = {
  area: 'admission',
  gather: gatherApplications,
  async erase(db, personId, { now, secrets, words = noWords }) {
    const identities = await provenIdentities(db, personId);
    for (const { account, until, reason } of await barsAfter({ db, now }, personId, identities)) await barIdentity({ db, now, secrets }, account, until, reason);
    await forgetApplicant(db, personId, { now, addresses: identities.filter(({ kind }) => kind === 'email').map(({ canonical }) => canonical), words });
  },
  barsKept: async (db, personId, { now }) => (await barsAfter({ db, now }, personId, await provenIdentities(db, personId))).length,
  ahead: async (db, persons) => (await fleetsOfPersons(db, persons)).map(fleetAhead),
  move: moveApplicant,
  moveBack: (db, moved, from) => moveApplicantBack(db, moved, from),
};

async function provenIdentities(db: Database, personId: string): Promise<Identity[]> {
  return (await identitiesOf(db, personId)).filter(({ provenAt }) => provenAt !== undefined);
}

/** Whoever is barred stays so after an erasure, by a keyed hash of each proven account for each list, with an end. [002] */
async function barsAfter(work: { db: Database; now: Date }, personId: string, identities: readonly Identity[]): Promise<{ account: ReturnType<typeof barredAccount>; until: Date; reason: string }[]> {
  const usualEnd = new Date(work.now.getTime() + barDays * 86_400_000);
  const kept: { account: ReturnType<typeof barredAccount>; until: Date; reason: string }[] = [];
  for (const { list, fleet, strikes, banned, until } of await barsOf(work.db, personId, work.now)) {
    const chances = fleet === null ? undefined : (await findFleetRow(work.db, fleet))?.settings.admission?.chances;
    if (!banned && strikes < (chances ?? admissionDefaults.chances)) continue;
    kept.push(...identities.map((identity) => ({ account: barredAccount(list, identity), until: until ?? usualEnd, reason: banned ? 'banned' : 'chances_used_up' })));
  }
  return kept;
}
