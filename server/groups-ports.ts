import { admissionOfFleets } from './admission/index.ts';
import type { FleetFollower, GroupsPorts } from './groups/index.ts';
import { moveRosters } from './notices/index.ts';
import { moveGrants } from './people/index.ts';

/** Roles and rosters of a fleet follow it under its new key, or into the fleet that it becomes part of. */
const staff: FleetFollower = { renamed: moveStaff, merged: moveStaff };

async function moveStaff({ db }: Parameters<NonNullable<FleetFollower['renamed']>>[0], from: string, to: string): Promise<void> {
  await moveGrants(db, 'fleet', from, to);
  await moveRosters(db, from, to);
}

/** What fleets need to know from elsewhere, and who keeps something under their keys. */
export const groupsPorts: Partial<GroupsPorts> = { waiting: admissionOfFleets.waiting, followers: [admissionOfFleets.follower, staff] };
