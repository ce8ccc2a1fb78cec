import type { ProductParts } from '../parts.ts';
import type { Database, DeliveredEvent, DeliveryWork, Subscriber } from '../platform/index.ts';
import { lockFleet, type LockedFleet } from './actions/locked-fleet.ts';
import { endSeat } from './actions/seats.ts';
import { doublesOf, giveSeat } from './store/personal.ts';
import { findSeat } from './store/seats.ts';

/** What groups hear of. */
export const groupsHears: readonly string[] = ['people.persons_merged'];

export function groupsSubscriber({ reader }: Pick<ProductParts, 'reader'>): Subscriber {
  return {
    name: 'groups',
    events: groupsHears,
    async handle(event, tx, work) {
      if (event.name === 'people.persons_merged') await endDoubles(reader, event, tx, work);
    },
  };
}

/** Two entries were one human with two seats where one may stand: the one that is only held ends, else the later; the other is theirs. */
async function endDoubles(reader: ProductParts['reader'], { subject: kept, data }: DeliveredEvent, db: Database, { now, publish }: DeliveryWork): Promise<void> {
  const gone = String(data['gone']);
  const fleets = [...new Set((await doublesOf(db, kept, gone)).map(({ fleet }) => fleet))].sort();
  // All of them first: a seat that ends may open a group, and the centre's lock comes after those of all fleets.
  const held = new Map<string, LockedFleet>();
  for (const fleet of fleets) {
    const locked = await lockFleet(db, fleet, reader);
    if (locked !== undefined) held.set(fleet, locked);
  }
  for (const [fleet, locked] of held) {
    for (const { end, move } of (await doublesOf(db, kept, gone)).filter((double) => double.fleet === fleet)) {
      const seat = await findSeat(db, end);
      if (seat !== undefined) await endSeat({ db, now, publish }, locked, seat, 'merged');
      if (move !== undefined) await giveSeat(db, move, kept);
    }
  }
}
