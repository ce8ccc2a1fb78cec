import type { Scope, Work } from '../../platform/index.ts';
import { fleetOfGroup } from '../store/groups.ts';
import { findSeat } from '../store/seats.ts';

/** Where a right must hold for something that names a fleet, a group or a seat. */
export const inFleet = (_work: Work, { fleet }: { fleet: string }): Scope => ({ kind: 'fleet', key: fleet });

export async function ofGroup({ db }: Work, { group }: { group: string }): Promise<Scope | undefined> {
  const key = await fleetOfGroup(db, group);
  return key === undefined ? undefined : { kind: 'fleet', key };
}

export async function ofSeat({ db }: Work, { seat }: { seat: string }): Promise<Scope | undefined> {
  const found = await findSeat(db, seat);
  return found === undefined ? undefined : { kind: 'fleet', key: found.fleet };
}
