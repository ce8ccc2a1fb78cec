import { lockFleet, type LockedFleet } from '../../groups/index.ts';
import type { Database } from '../../platform/index.ts';
import type { AdmissionParts } from '../parts.ts';
import { findApplication, lockApplication, type Application } from '../store/applications.ts';

/**
 * Takes the locks of an application in their order: its fleet's, then its own. Undefined when it is not there. A fleet that was renamed or
 * merged while its lock was waited for is looked up again.
 */
export async function holdApplication(db: Database, { reader }: Pick<AdmissionParts, 'reader'>, id: string): Promise<{ locked: LockedFleet; application: Application } | undefined> {
  let known = await findApplication(db, id);
  let locked = known === undefined ? undefined : await lockFleet(db, known.fleet, reader);
  if (known !== undefined && (locked === undefined || locked.removed)) {
    const before = known.fleet;
    known = await findApplication(db, id);
    if (known !== undefined && known.fleet !== before) locked = await lockFleet(db, known.fleet, reader);
  }
  const application = locked === undefined ? undefined : await lockApplication(db, id);
  return locked === undefined || application === undefined || application.fleet !== locked.key ? undefined : { locked, application };
}
