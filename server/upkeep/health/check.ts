import type { ProductParts } from '../../parts.ts';
import { errorText, type Database, type Migrations, type Parameters } from '../../platform/index.ts';

export type HealthLevel = 'ok' | 'warning' | 'problem';

/** What a check looks at. */
export type HealthGround = {
  configuration: ProductParts['configuration'];
  /** Absolute. */
  dataFolder: string;
  /** Undefined when it cannot be reached; `reason` says why. */
  database: Database | undefined;
  reason?: string;
  /** Of the key in use; undefined when there is none yet. */
  fingerprint: string | undefined;
  migrations: Migrations | undefined;
  now: Date;
  /** What only a program that is serving knows. */
  live?: { hears: boolean };
};

/** What was found: `code` names the sentence (and, unless all is well, the cure) in common/locales/upkeep. */
export type Found = { level: HealthLevel; code: string; facts?: Parameters };
export type Finding = { name: string; level: HealthLevel; code: string; facts: Parameters };
export type Check = { readonly name: string; /** Makes sense only when the database answers. */ readonly needsDatabase?: boolean; /** Makes sense only in a program that serves. */ readonly needsLive?: boolean; run(ground: HealthGround & { database: Database }): Promise<Found> | Found };

export const ok = (code: string, facts: Parameters = {}): Found => ({ level: 'ok', code, facts });
export const warning = (code: string, facts: Parameters = {}): Found => ({ level: 'warning', code, facts });
export const problem = (code: string, facts: Parameters = {}): Found => ({ level: 'problem', code, facts });

const longestMilliseconds = 5_000;

/** Runs one check. A check that fails or takes too long is a finding itself. */
export async function runCheck(check: Check, ground: HealthGround): Promise<Finding> {
  const late = Promise.withResolvers<Found>();
  const timer = setTimeout(() => late.resolve(warning('check_slow', { seconds: longestMilliseconds / 1000 })), longestMilliseconds);
  try {
    const { level, code, facts = {} } = await Promise.race([Promise.resolve().then(() => check.run(ground as HealthGround & { database: Database })), late.promise]);
    return { name: check.name, level, code, facts };
  } catch (error) {
    return { name: check.name, level: 'problem', code: 'check_failed', facts: { reason: errorText(error) } };
  } finally {
    clearTimeout(timer);
  }
}

/** Worst first; otherwise in the order in which they were looked at. */
export function worstOf(findings: readonly Finding[]): HealthLevel {
  return findings.some(({ level }) => level === 'problem') ? 'problem' : findings.some(({ level }) => level === 'warning') ? 'warning' : 'ok';
}
