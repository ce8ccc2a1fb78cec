import { admissionDefaults } from '../../../common/contract/admission-policy.ts';
import { landing, lockFleet, placed, takeSeat, type LockedFleet } from '../../groups/index.ts';
import { identitiesOf } from '../../people/index.ts';
import { identityHash } from '../identity-hash.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { changeApplication, waitingInOrder, type Application } from '../store/applications.ts';
import { standingFor } from '../store/barred.ts';
import { policyOfFleet } from './admit.ts';

/** Offers at once, so that one transaction stays short. Whoever is left is offered in the next round. */
const atOnce = 50;

/**
 * Offers the free seats of a fleet to those who wait, in their order: each is held for a day. Under the fleet's lock, so that on any number of
 * nodes nobody is offered twice and no seat is offered to two. Answers how many were offered.
 */
export async function makeOffers(work: AdmissionWork, { reader }: Pick<AdmissionParts, 'reader'>, fleet: string): Promise<number> {
  if ((await waitingInOrder(work.db, fleet, 1)).length === 0) return 0;
  const locked = await lockFleet(work.db, fleet, reader);
  if (locked === undefined || locked.removed) return 0;
  let offered = 0;
  for (const application of await waitingInOrder(work.db, fleet, atOnce)) {
    const kind = application.priority ?? 'ordinary';
    const place = landing(locked, { kind, wanted: application.wantedGroup });
    // Somebody behind may have another kind of priority, with room in its share.
    if (place.group === undefined) continue;
    if (await isBarredNow(work, locked, application)) {
      await changeApplication(work.db, application.id, { state: 'in_review', place: undefined });
      await work.publish({ name: 'application.decided', subject: application.id, data: { ...placed(fleet), decision: 'in_review', state: 'in_review', counted: false, by: null } });
      continue;
    }
    const hours = locked.settings.admission?.offerHours ?? admissionDefaults.offerHours;
    const until = new Date(work.now.getTime() + hours * 3_600_000);
    const { seatId, groupId } = await takeSeat(work, locked, place, { personId: application.personId ?? null, kind, entrance: application.entrance, applicationId: application.id, heldUntil: until });
    await changeApplication(work.db, application.id, { offerUntil: until, seatId, groupId });
    await work.publish({ name: 'application.offered', subject: application.id, data: { ...placed(fleet), until: until.toISOString() } });
    offered += 1;
  }
  return offered;
}

/** Whoever was barred while they waited is looked at by a moderator. */
async function isBarredNow(work: AdmissionWork, locked: LockedFleet, { personId, fleet }: Application): Promise<boolean> {
  if (personId === undefined) return true;
  const { list, chances } = policyOfFleet(locked);
  const proven = (await identitiesOf(work.db, personId)).filter(({ provenAt }) => provenAt !== undefined).map((identity) => identityHash(work.secrets, identity));
  const { counted, bannedProven } = await standingFor(work.db, { fleet, personId, list, chances, proven, claimed: [], now: work.now });
  return bannedProven || counted >= chances;
}
