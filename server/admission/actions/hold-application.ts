import { lockFleet, type LockedFleet } from '../../groups/index.ts';
import type { Database } from '../../platform/index.ts';
import type { AdmissionParts } from '../parts.ts';
import { findApplication, lockApplication, type Application } from '../store/applications.ts';

/** Takes the locks of an application in their order: its fleet's, then its own. Undefined when it is not there. */
export async function holdApplication(db: Database, { reader }: Pick<AdmissionParts, 'reader'>, id: string): Promise<{ locked: LockedFleet; application: Application } | undefined> {
  const known = await findApplication(db, id);
  const locked = known === undefined ? undefined : await lockFleet(db, known.fleet, reader);
  const application = locked === undefined ? undefined : await lockApplication(db, id);
  return locked === undefined || application === undefined ? undefined : { locked, application };
}
