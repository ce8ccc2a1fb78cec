import { admissionDefaults } from '../../../common/contract/admission-policy.ts';
import { forgetFull, fullTold, landing, lockFleet, placed, takeSeat } from '../../groups/index.ts';
import { lockPerson } from '../../people/index.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { changeApplication, lockApplication, waitingInOrder } from '../store/applications.ts';
import { barOf } from './barred-now.ts';
import { ownSeats } from './own-seats.ts';

/** Offers at once, so that one transaction stays short. Whoever is left is offered in the next round. */
const atOnce = 50;
/** So many are looked at: behind those for whom there is no seat may be somebody with a share of the reserve. */
const looked = 1000;

/**
 * Offers the free seats of a fleet to those who wait, in their order: each is held for a day. Under the fleet's lock, so that on any number of
 * nodes nobody is offered twice and no seat is offered to two. Answers how many were offered.
 */
export async function makeOffers(work: AdmissionWork, { reader }: Pick<AdmissionParts, 'reader'>, fleet: string): Promise<number> {
  if ((await waitingInOrder(work.db, fleet, 1)).length === 0 && (await fullTold(work.db, fleet)) === null) return 0;
  const locked = await lockFleet(work.db, fleet, reader);
  if (locked === undefined || locked.removed) return 0;
  let offered = 0;
  for (const waiting of await waitingInOrder(work.db, fleet, looked)) {
    if (offered >= atOnce) break;
    const kind = waiting.priority ?? 'ordinary';
    const place = landing(locked, { kind, wanted: waiting.wantedGroup });
    // Somebody behind may have another kind of priority, with room in its share.
    if (place.group === undefined) continue;
    // Whoever is erased, or becomes part of another entry, at this moment holds the person and not the fleet.
    const application = await lockApplication(work.db, waiting.id);
    if (application?.state !== 'waitlisted' || application.offerUntil !== undefined) continue;
    const person = application.personId === undefined ? undefined : await lockPerson(work.db, application.personId);
    const bar = application.personId === undefined ? undefined : await barOf(work, locked, application.personId);
    // A ban that can be taken back still costs nobody their turn: the next round goes on here.
    if (bar?.pending === true) return offered;
    // Whoever was barred while they waited is looked at by a moderator.
    if (application.personId === undefined || person === undefined || person.disabled || bar !== undefined) {
      await changeApplication(work.db, application.id, { state: 'in_review', place: undefined });
      await work.publish({ name: 'application.decided', subject: application.id, data: { ...placed(fleet), decision: 'in_review', state: 'in_review', counted: false, by: null } });
      continue;
    }
    // Whoever got a seat another way, by coming back or by two entries that were one, waits for nothing any more.
    const own = await ownSeats(work, locked, application.personId);
    if (own.seats.length > 0) {
      await changeApplication(work.db, application.id, { state: 'withdrawn', endedAt: work.now, place: undefined });
      await work.publish({ name: 'application.withdrawn', subject: application.id, data: placed(fleet) });
      continue;
    }
    const hours = locked.settings.admission?.offerHours ?? admissionDefaults.offerHours;
    const until = new Date(work.now.getTime() + hours * 3_600_000);
    const { seatId, groupId } = await takeSeat(work, locked, place, { personId: application.personId, kind, entrance: application.entrance, applicationId: application.id, heldUntil: until });
    await changeApplication(work.db, application.id, { offerUntil: until, seatId, groupId });
    await work.publish({ name: 'application.offered', subject: application.id, data: { ...placed(fleet), until: until.toISOString() } });
    offered += 1;
  }
  // Offers that are left for the next round are seats that somebody waits for.
  if (offered < atOnce) await forgetFull(work, locked);
  return offered;
}
