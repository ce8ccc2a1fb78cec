import { done, type Outcome, type Work } from '../../platform/index.ts';
import { endSleep } from '../store/sleep.ts';

/** Wakes a restored centre that sleeps: what waited in its backup goes out from now on. One that is awake stays as it is. */
export async function wakeCentre(work: Work): Promise<Outcome<{ woken: boolean }>> {
  const sleep = await endSleep(work.db);
  if (sleep === undefined) return done({ woken: false });
  await work.audit({ subjectKind: 'upkeep', subjectKey: 'sleep', before: { asleepSince: sleep.since.toISOString(), backupOf: sleep.backupOf.toISOString() }, after: null });
  await work.publish({ name: 'upkeep.woken', subject: 'sleep', data: { since: sleep.since.toISOString() } });
  return done({ woken: true });
}
