import { backupChecks } from './backups.ts';
import { runCheck, worstOf, type Check, type Finding, type HealthGround, type HealthLevel } from './check.ts';
import { configurationChecks } from './configuration.ts';
import { databaseChecks } from './database.ts';
import { deliveryChecks } from './deliveries.ts';
import { machineChecks } from './machine.ts';

/** Everything that is looked at, in the order in which it is told. */
export const checks: readonly Check[] = [...databaseChecks, ...configurationChecks, ...machineChecks, ...deliveryChecks, ...backupChecks];

export type Health = { level: HealthLevel; findings: Finding[] };

/** Runs every check that makes sense, a few at a time, so that a look costs a busy program no more than two connections. */
export async function examine(ground: HealthGround, which: readonly Check[] = checks): Promise<Health> {
  const wanted = which.filter(({ needsDatabase, needsLive }) => (needsDatabase !== true || ground.database !== undefined) && (needsLive !== true || ground.live !== undefined));
  const findings: Finding[] = Array.from({ length: wanted.length });
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < wanted.length; at = next++) {
      const check = wanted[at];
      if (check !== undefined) findings[at] = await runCheck(check, ground);
    }
  };
  await Promise.all([lane(), lane()]);
  return { level: worstOf(findings), findings };
}
