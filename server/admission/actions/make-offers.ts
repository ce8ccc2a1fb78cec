import { admissionDefaults } from '../../../common/contract/admission-policy.ts';
import { landing, lockFleet, placed, takeSeat } from '../../groups/index.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { changeApplication, waitingInOrder } from '../store/applications.ts';
import { isBarredNow } from './barred-now.ts';

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
    // Whoever was barred while they waited is looked at by a moderator.
    if (application.personId === undefined || (await isBarredNow(work, locked, application.personId))) {
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
