import type { ProductParts } from '../parts.ts';
import type { Database, DeliveredEvent, DeliveryWork, Subscriber } from '../platform/index.ts';
import { findPerson, movedByMerge } from '../people/index.ts';
import { lockFleet, placed, type LockedFleet } from './actions/locked-fleet.ts';
import { endSeat } from './actions/seats.ts';
import { settle } from './actions/settle.ts';
import { standsAgain } from './actions/stands-again.ts';
import { groupsPersonalData } from './personal-data.ts';
import { doublesOf } from './store/doubles.ts';
import { fleetsWithSuperGroups } from './store/groups.ts';
import { doubleSeatsIn, giveSeat } from './store/personal.ts';
import { endedSeats, findSeat } from './store/seats.ts';

/** What groups hear of. */
export const groupsHears: readonly string[] = ['people.persons_merged', 'people.merge_undone', 'certificate.submitted', 'certificate.verified', 'certificate.rejected', 'certificate.expired', 'organisation.changed', 'organisation.archived', 'organisation.restored'];

export function groupsSubscriber({ reader }: Pick<ProductParts, 'reader'>): Subscriber {
  return {
    name: 'groups',
    events: groupsHears,
    async handle(event, tx, work) {
      if (event.name === 'people.persons_merged') await endDoubles(reader, event, tx, work);
      else if (event.name === 'people.merge_undone') await reviveDoubles(reader, event, tx, work);
      else for (const locked of (await lockFleets(tx, reader, await fleetsWithSuperGroups(tx))).values()) await settle({ db: tx, now: work.now, publish: work.publish }, locked);
    },
  };
}

/** All of them first: a seat that ends may open a group, and the centre's lock comes after those of all fleets. */
async function lockFleets(db: Database, reader: ProductParts['reader'], fleets: readonly string[]): Promise<Map<string, LockedFleet>> {
  const held = new Map<string, LockedFleet>();
  for (const fleet of [...new Set(fleets)].toSorted()) {
    const locked = await lockFleet(db, fleet, reader);
    if (locked !== undefined) held.set(fleet, locked);
  }
  return held;
}

/** Two entries were one human with two seats where one may stand: one of them ends (store/doubles.ts), the other is theirs. Not when the merge was undone meanwhile. */
async function endDoubles(reader: ProductParts['reader'], { subject: kept, data }: DeliveredEvent, db: Database, { now, publish }: DeliveryWork): Promise<void> {
  const gone = String(data['gone']);
  if ((await findPerson(db, gone))?.mergedInto !== kept) return;
  const held = await lockFleets(db, reader, (await doublesOf(db, kept, gone)).map(({ fleet }) => fleet));
  for (const [fleet, locked] of held) {
    const doubles = (await doublesOf(db, kept, gone)).filter((double) => double.fleet === fleet);
    const ends = new Set(doubles.map(({ end }) => end));
    for (const end of ends) {
      const seat = await findSeat(db, end);
      if (seat !== undefined) await endSeat({ db, now, publish }, locked, seat, 'merged');
    }
    // Given once all have ended: until then another of theirs may be in its way.
    for (const { move } of doubles) if (move !== undefined && !ends.has(move)) await giveSeat(db, move, kept);
  }
}

/**
 * Two that were one are two again: the seat that one of them gave up stands again as it stood, where there is still room and its time is not
 * over. Where it cannot, it is told anew that it ended, as one that is over, so that its application follows.
 */
async function reviveDoubles(reader: ProductParts['reader'], { subject: kept, data }: DeliveredEvent, db: Database, { now, publish }: DeliveryWork): Promise<void> {
  const [gone, merge] = [String(data['gone']), data['merge']];
  if (typeof merge !== 'string' || (await findPerson(db, gone))?.mergedInto !== undefined) return;
  const doubles = doubleSeatsIn(await movedByMerge(db, merge, groupsPersonalData.area));
  const until = new Map(doubles.flatMap((double) => [[double.gone, double.goneUntil], [double.kept, double.keptUntil]] as const));
  const ended = async () => (await endedSeats(db, [...until.keys()], 'merged')).filter(({ personId }) => personId === kept || personId === gone);
  const held = await lockFleets(db, reader, (await ended()).map(({ fleet }) => fleet));
  for (const seat of await ended()) {
    const locked = held.get(seat.fleet);
    if (locked !== undefined && !(await standsAgain({ db, now, publish }, locked, seat, until.get(seat.id) ?? null))) {
      await publish({ name: 'seat.ended', subject: seat.id, data: { ...placed(locked.key), group: seat.groupId, person: seat.personId, because: 'expired', application: seat.applicationId, wasMember: seat.joinedAt !== null } });
    }
  }
}
