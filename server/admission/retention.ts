import type { RetentionKind } from '../platform/index.ts';
import { outsideRetention } from './outside/retention.ts';
import { cleanApplications, cleanBans, cleanStrikes } from './store/personal.ts';

/** How long applications and what came of them stay. Strikes keep their applications: a bar can be looked up as long as it holds. */
export const admissionRetention: readonly RetentionKind[] = [
  ...outsideRetention,
  { key: 'strikes', defaultDays: 1095, minimumDays: 90, maximumDays: 3650, clean: cleanStrikes },
  { key: 'applications', defaultDays: 365, minimumDays: 30, maximumDays: 3650, clean: cleanApplications },
  { key: 'ended_bans', defaultDays: 365, minimumDays: 30, maximumDays: 3650, clean: cleanBans },
];
