import type { ProductParts } from '../../parts.ts';
import type { Database } from '../../platform/index.ts';
import type { JobWork } from '../../platform/jobs/index.ts';
import type { HealthGround } from '../health/check.ts';
import { examine } from '../health/examine.ts';
import { judgeTroubles } from '../rules/troubles.ts';
import { lockTroubles, writeTroubles } from '../store/troubles.ts';

/** What the checks look at, in a program that serves. */
export function healthGround(parts: ProductParts, database: Database, now: Date): HealthGround {
  const { configuration, dataFolder, secrets, running } = parts;
  return { configuration, dataFolder, database, fingerprint: secrets.fingerprint, migrations: running?.migrations, now, ...(running === undefined ? {} : { live: { hears: running.hears() } }) };
}

/** Looks at everything and tells what is new: each trouble once, whichever process looks. */
export async function watchHealth(parts: ProductParts, work: JobWork): Promise<void> {
  const { findings } = await examine(healthGround(parts, work.db, work.now));
  await work.step(async (step) => {
    const telling = judgeTroubles(findings, await lockTroubles(step.db), work.now);
    await writeTroubles(step.db, telling);
    for (const { name, level, code } of telling.tell) await step.publish({ name: 'upkeep.trouble', subject: name, data: { level, code } });
    for (const { name, wasTold } of telling.over) if (wasTold) await step.publish({ name: 'upkeep.recovered', subject: name, data: { code: findings.find((found) => found.name === name)?.code ?? '' } });
  });
}
