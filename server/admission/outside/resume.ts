import type { z } from 'zod';
import type { endGraceSchema, graceWindowSchema } from '../../../common/contract/outages.ts';
import type { endRaidSchema } from '../../../common/contract/raids.ts';
import { isFresh } from '../../../common/contract/undo.ts';
import type { ProductParts } from '../../parts.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { raidIsOn } from '../rules/raid.ts';
import { resumeWindow } from './grace.ts';
import { showWindow } from './grace-operations.ts';
import { raidSettingsOf } from './raids.ts';
import { lockWindow, openObserved } from './store/outages.ts';
import { findRaid, resumeRaid } from './store/raids.ts';

/**
 * A window that was ended a moment ago goes on: what was counted since is lifted, as when it was opened. Not once members were asked for the UIDs
 * that they owe, nor beside another window that a probe opened since.
 */
export function resumeGraceWith(parts: Pick<ProductParts, 'reader' | 'configuration' | 'secrets'>) {
  return async (work: Work, { id }: z.output<typeof endGraceSchema>): Promise<Outcome<z.input<typeof graceWindowSchema>>> => {
    const window = await lockWindow(work.db, id);
    if (window === undefined) return refuse('not_found');
    const { until, endsBy } = window;
    if (until === undefined && endsBy > work.now) return showWindow(work, window);
    const other = window.kind === 'observed' ? await openObserved(work.db, window.product) : undefined;
    if (until === undefined || !isFresh(until, work.now) || endsBy <= work.now || window.uidsAskedAt !== undefined || other !== undefined) return refuse('too_late');
    return showWindow(work, await resumeWindow(parts, work, window, until));
  };
}

/** A raid that was ended a moment ago goes on, as long as its quiet would not have ended it by itself. */
export async function resumeRaidNow(work: Work, { fleet }: z.output<typeof endRaidSchema>): Promise<Outcome<{ fleet: string }>> {
  const [settings, raid] = [await raidSettingsOf(work.db), await findRaid(work.db, fleet)];
  if (raid === undefined) return refuse('not_found');
  if (raidIsOn(raid, settings, work.now.getTime())) return done({ fleet });
  const goesOn = raid.endedAt !== null && isFresh(new Date(raid.endedAt), work.now) && settings.enabled && raidIsOn({ ...raid, endedAt: null }, settings, work.now.getTime());
  if (!goesOn) return refuse('too_late');
  await resumeRaid(work.db, fleet);
  await work.audit({ subjectKind: 'raid', subjectKey: fleet, before: { endedAt: new Date(raid.endedAt ?? 0).toISOString() }, after: { endedAt: null } });
  if (raid.endTold) await work.publish({ name: 'raid.began', subject: fleet, data: { fleet, scope: { kind: 'fleet', key: fleet } } });
  return done({ fleet });
}
