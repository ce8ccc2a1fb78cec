import { admissionDefaults } from '../../common/contract/admission-policy.ts';
import { fleetRows } from '../groups/index.ts';
import type { Database, RetentionKind } from '../platform/index.ts';
import { outsideRetention } from './outside/retention.ts';
import { cleanStrikes, type ChancesByList } from './store/clean-strikes.ts';
import { cleanApplications, cleanBans } from './store/personal.ts';

/** Whoever used up the chances of the strictest fleet that counts by a list is barred by it. */
async function chancesByList(db: Database): Promise<ChancesByList> {
  const lists = new Map<string, number>();
  for (const { settings: { admission }, removed } of await fleetRows(db)) {
    const [list, chances] = [admission?.strikeList ?? admissionDefaults.strikeList, admission?.chances ?? admissionDefaults.chances];
    if (!removed) lists.set(list, Math.min(chances, lists.get(list) ?? chances));
  }
  return { usual: admissionDefaults.chances, lists };
}

/**
 * How long applications and what came of them stay. Whoever used up their chances is barred for good: those strikes have no end unless an operator
 * chooses one. [002] Strikes keep their applications: a bar can be looked up as long as it holds.
 */
export const admissionRetention: readonly RetentionKind[] = [
  ...outsideRetention,
  { key: 'strikes_barring', defaultDays: null, minimumDays: 365, maximumDays: 3650, clean: async (db, before, limit) => cleanStrikes(db, 'barring', await chancesByList(db), before, limit) },
  { key: 'strikes', defaultDays: 1095, minimumDays: 90, maximumDays: 3650, clean: async (db, before, limit) => cleanStrikes(db, 'others', await chancesByList(db), before, limit) },
  { key: 'applications', defaultDays: 365, minimumDays: 30, maximumDays: 3650, clean: cleanApplications },
  { key: 'ended_bans', defaultDays: 365, minimumDays: 30, maximumDays: 3650, clean: cleanBans },
];
