import type { Work } from '../../platform/index.ts';
import type { LockedFleet } from './locked-fleet.ts';

/** Whether a person may not sit in a fleet any more, as whoever keeps bans and strikes says. */
export type BarCheck = (work: Pick<Work, 'db' | 'now' | 'secrets'>, locked: Pick<LockedFleet, 'key' | 'settings'>, personId: string) => Promise<boolean>;
