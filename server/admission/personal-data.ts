import { admissionDefaults } from '../../common/contract/admission-policy.ts';
import { findFleetRow } from '../groups/index.ts';
import { identitiesOf } from '../people/index.ts';
import { noWords, type Database, type PersonalData, type Secrets } from '../platform/index.ts';
import { barIdentity } from '../privacy/index.ts';
import { barredAccount } from './identity-hash.ts';
import { barsOf, forgetApplicant, gatherApplications, moveApplicant, moveApplicantBack } from './store/personal.ts';

/** So long a bar outlives the erasure of its owner, where it has no end of its own. */
const barDays = 730;

/** What persons applied for, and what came of it. */
export const admissionPersonalData: PersonalData = {
  area: 'admission',
  gather: gatherApplications,
  async erase(db, personId, { now, secrets, words = noWords }) {
    const identities = (await identitiesOf(db, personId)).filter(({ provenAt }) => provenAt !== undefined);
    await keepBars({ db, now, secrets }, personId, identities);
    await forgetApplicant(db, personId, { now, addresses: identities.filter(({ kind }) => kind === 'email').map(({ canonical }) => canonical), words });
  },
  move: moveApplicant,
  moveBack: (db, moved, from) => moveApplicantBack(db, moved, from),
};

/** Whoever is barred stays so after an erasure, by a keyed hash of each proven account, with an end. [002] */
async function keepBars(work: { db: Database; now: Date; secrets: Secrets }, personId: string, identities: readonly Parameters<typeof barredAccount>[1][]): Promise<void> {
  const usualEnd = new Date(work.now.getTime() + barDays * 86_400_000);
  for (const { list, fleet, strikes, banned, until } of await barsOf(work.db, personId, work.now)) {
    const chances = fleet === null ? undefined : (await findFleetRow(work.db, fleet))?.settings.admission?.chances;
    if (!banned && strikes < (chances ?? admissionDefaults.chances)) continue;
    for (const identity of identities) await barIdentity(work, barredAccount(list, identity), until ?? usualEnd, banned ? 'banned' : 'chances_used_up');
  }
}
