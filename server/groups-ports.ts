import { admissionOfFleets } from './admission/index.ts';
import type { Database } from './platform/index.ts';
import type { FleetFollower, GroupsPorts } from './groups/index.ts';
import { moveRosters } from './notices/index.ts';
import { moveGrants, moveGrantsBack, type MovedGrants } from './people/index.ts';

/** Roles and rosters of a fleet follow it under its new key, or into the fleet that it becomes part of. */
const staff: FleetFollower = {
  name: 'staff',
  renamed: async ({ db }, from, to) => void (await moveStaff(db, from, to)),
  merged: ({ db }, from, to) => moveStaff(db, from, to),
  async parted({ db }, { from, into, moved }) {
    const { grants, rosters } = moved as MovedStaff;
    await moveGrantsBack(db, 'fleet', { from, to: into, moved: grants });
    await moveRosters(db, into, from, rosters);
  },
};

type MovedStaff = { grants: MovedGrants; rosters: string[] };

async function moveStaff(db: Database, from: string, to: string): Promise<MovedStaff> {
  return { grants: await moveGrants(db, 'fleet', from, to), rosters: await moveRosters(db, from, to) };
}

/** What fleets need to know from elsewhere, and who keeps something under their keys. */
export const groupsPorts: Partial<GroupsPorts> = { waiting: admissionOfFleets.waiting, followers: [admissionOfFleets.follower, staff] };
