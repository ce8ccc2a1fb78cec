import type { RetentionKind } from '../platform/index.ts';
import { deleteOldEntries, deleteOldProposals } from './store/proposals.ts';

/** How long the centre's own data stay: proposals after they were decided about, deleted entries for their undo. */
export const centreRetention: readonly RetentionKind[] = [
  { key: 'proposals_done', defaultDays: 365, minimumDays: 7, maximumDays: 3650, clean: deleteOldProposals },
  { key: 'deleted_entries', defaultDays: 90, minimumDays: 7, maximumDays: 730, clean: deleteOldEntries },
];
