import type { GroupsPorts } from './ports.ts';
import { enteredCounts } from './store/messages.ts';

/** Groups for themselves: nobody waits for them, nothing follows a fleet, and messages are what moderators counted. */
export const alone: GroupsPorts = { waiting: async () => new Map(), followers: [], messageCounts: enteredCounts, platforms: [] };
