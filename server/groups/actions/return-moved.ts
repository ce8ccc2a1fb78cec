import { restoreMovedRows } from '../store/seats.ts';
import { placed, type LockedFleet, type SeatWork } from './locked-fleet.ts';

/** What moved somebody out of an archived group was undone: they are in it again. `endedAt`: when they moved. */
export async function returnMoved(work: SeatWork, { key }: Pick<LockedFleet, 'key'>, personId: string, endedAt: Date): Promise<void> {
  for (const { id, groupId, kind } of await restoreMovedRows(work.db, { personId, fleet: key, endedAt })) {
    await work.publish({ name: 'seat.restored', subject: id, data: { ...placed(key), group: groupId, person: personId, kind, state: 'member' } });
  }
}
