import { z } from 'zod';
import type { ProductParts } from '../parts.ts';
import { defineJob, type JobWork } from '../platform/jobs/index.ts';
import { changeState } from './actions/describe-fleets.ts';
import { lockGroup, writeEntry } from './actions/lock-group.ts';
import { settle } from './actions/settle.ts';
import type { GroupsPorts, OutsideGroup, OutsidePlatform } from './ports.ts';
import { findFleetRow } from './store/fleets.ts';
import { groupsOfFleet, setCount } from './store/groups.ts';
import { groupsOn, markRemovedThere, membersToRemove, type OutsideRow } from './store/reminders.ts';
import { nameOf } from './views.ts';

/** So many calls a run: the rest comes with the next. */
const atOnce = 50;
/** For so long it is tried to take somebody out there. */
const removalDays = 7;

/** What is done on platforms that a connector speaks to. Calls are made outside of any transaction; what came of them is written under the fleet's lock. */
export function outsideJobs(parts: ProductParts, { platforms }: Pick<GroupsPorts, 'platforms'>) {
  const speaking = (method: 'openGroup' | 'removeMember' | 'countHeads') => platforms.filter((platform) => platform[method] !== undefined);
  const named = (row: { platform: string }) => platforms.find(({ name }) => name === row.platform);
  const names = (list: readonly OutsidePlatform[]) => list.map(({ name }) => name);
  return {
    openOutsideGroups: defineJob({
      schema: z.object({}), outside: true, seconds: 240, timetable: { cron: '*/5 * * * *', timeZone: 'UTC' },
      run: (work) => each(work, groupsOn(work.db, names(speaking('openGroup')), 'preparing', atOnce), async (row) => {
        const asked = await outsideGroup(work, row);
        const made = asked === undefined ? undefined : await named(row)?.openGroup?.(asked, work.signal);
        if (made !== undefined) await work.step(({ db, publish }) => activate(parts, { db, publish, now: work.now }, row.id, made));
      }),
    }),
    removeOutsideMembers: defineJob({
      schema: z.object({}), outside: true, seconds: 240, timetable: { cron: '*/5 * * * *', timeZone: 'UTC' },
      run: (work) => each(work, membersToRemove(work.db, names(speaking('removeMember')), new Date(work.now.getTime() - removalDays * 86_400_000), atOnce), async (row) => {
        const asked = await outsideGroup(work, row);
        if (asked !== undefined) await named(row)?.removeMember?.(asked, row.person, work.signal);
        await work.step(({ db }) => markRemovedThere(db, row.seat, work.now));
      }),
    }),
    countOutsideHeads: defineJob({
      schema: z.object({}), outside: true, seconds: 240, timetable: { cron: '20 * * * *', timeZone: 'UTC' },
      run: (work) => each(work, groupsOn(work.db, names(speaking('countHeads')), 'active', atOnce), async (row) => {
        const asked = await outsideGroup(work, row);
        const observed = asked === undefined ? undefined : await named(row)?.countHeads?.(asked, work.signal);
        if (observed === undefined) return;
        await work.step(async ({ db, publish }) => {
          const found = await lockGroup(db, row.id, parts.reader);
          if (found === undefined) return;
          const others = Math.max(0, observed - found.group.members);
          await setCount(db, row.id, { observed, others }, work.now);
          found.group.others = others;
          await settle({ db, publish, now: work.now }, found.locked);
        });
      }),
    }),
  } as const;
}

/** One after another; a call that fails is logged and tried again with the next run, and does not keep the others waiting. */
async function each<Row extends OutsideRow>(work: JobWork, rows: Promise<readonly Row[]>, run: (row: Row) => Promise<void>): Promise<void> {
  for (const row of await rows) {
    if (work.signal.aborted) return;
    try {
      await run(row);
    } catch (error) {
      work.log.warn('groups.platform_failed', { platform: row.platform, group: row.id, error: error instanceof Error ? error.message : String(error) });
    }
  }
}

async function outsideGroup(work: JobWork, { id, fleet: key }: OutsideRow): Promise<OutsideGroup | undefined> {
  const fleet = await findFleetRow(work.db, key);
  const groups = fleet === undefined ? [] : await groupsOfFleet(work.db, fleet.settings, 'all');
  const group = groups.find((one) => one.id === id);
  if (fleet === undefined || group === undefined) return undefined;
  const { number, link, handle } = group.entry;
  return { fleet: key, group: group.key, name: nameOf(fleet, group, groups, 'zh-CN'), ...(number === undefined ? {} : { number }), ...(link === undefined ? {} : { link }), ...(handle === undefined ? {} : { handle }) };
}

/** What a connector made takes people from now on, unless somebody was faster. */
async function activate({ reader }: ProductParts, work: Parameters<typeof settle>[0], id: string, made: { number?: string; link?: string; handle?: string }): Promise<void> {
  const found = await lockGroup(work.db, id, reader);
  if (found === undefined || found.group.state !== 'preparing') return;
  const { state: _state, ...entry } = found.group.entry;
  await writeEntry(work, found, { ...entry, ...made });
  await changeState(work, found.locked, found.group, 'active', 'made_by_connector');
  await settle(work, found.locked);
}
