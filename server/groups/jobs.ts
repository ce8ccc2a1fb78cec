import { z } from 'zod';
import { dayLater } from '../../common/contract/day.ts';
import { platformFeatures, type PlatformFeatures, type PlatformName } from '../../common/platforms.ts';
import type { ProductParts } from '../parts.ts';
import { defineJob, type JobWork } from '../platform/jobs/index.ts';
import { judgeIdle } from './actions/judge-idle.ts';
import { todayAt } from './actions/count-heads.ts';
import { lockFleet, placed } from './actions/locked-fleet.ts';
import { tellRemovedSeat } from './actions/remove-member.ts';
import { endSeat } from './actions/seats.ts';
import { alone } from './alone.ts';
import { outsideJobs } from './outside-jobs.ts';
import type { GroupsPorts } from './ports.ts';
import { daysBetween, hoursBetween, remindAfter } from './rules/reminders.ts';
import { deleteFleetMerges } from './store/fleet-merges.ts';
import { groupsToJudge, remindCounts, remindWanted } from './store/reminders.ts';
import { expiredSeats, namelessSeats, type Seat } from './store/seats.ts';

const nothing = z.object({});
/** So many seats are looked at in one go; a run takes as many goes as are needed. */
const atOnce = 200;
/** The longest that an idle rule may look back. */
const mostDays = 365;

const platformsWhere = (wanted: (features: PlatformFeatures) => boolean) => (Object.keys(platformFeatures) as PlatformName[]).filter((name) => wanted(platformFeatures[name]));
const before = (now: Date, milliseconds: number) => new Date(now.getTime() - milliseconds);

/** What runs later, or on a clock, about groups. */
export function createGroupsJobs(parts: ProductParts, given: Partial<GroupsPorts> = {}) {
  const ports = { ...alone, ...given };
  return {
    /** Seats that were held and not taken go on, one fleet at a time under its lock. */
    expireSeats: defineJob({ schema: nothing, outside: true, seconds: 50, timetable: { cron: '* * * * *', timeZone: 'UTC' }, run: (work) => expireSeats(parts, work) }),
    /** Tells of a held seat that a moderator took away, once it can be given back no more: until then its application waits. */
    tellRemovedSeat: defineJob({ schema: z.object({ seat: z.uuid(), endedAt: z.iso.datetime() }), run: (work, data) => tellRemovedSeat(work, data) }),
    /** Groups that people are to make: reminds their moderators, and later the operators. */
    remindWantedGroups: defineJob({
      schema: nothing,
      timetable: { cron: '*/10 * * * *', timeZone: 'UTC' },
      async run(work) {
        const byHand = platformsWhere(({ opensGroups }) => !opensGroups);
        for (const [step, after] of [['reminder', remindAfter.wanted], ['escalation', remindAfter.wantedEscalation]] as const) {
          for (const { id, fleet, since } of await remindWanted(work.db, step, byHand, before(work.now, after), work.now)) {
            await work.publish({ name: 'group.wanted_still', subject: id, data: { ...placed(fleet), step, hours: hoursBetween(since, work.now) } });
          }
        }
      },
    }),
    /** Heads that nobody has counted for a week. In the morning of the centre’s usual time zone, when somebody can. */
    remindHeadCounts: defineJob({
      schema: nothing,
      timetable: { cron: '0 9 * * *', timeZone: 'Asia/Shanghai' },
      async run(work) {
        const byHand = platformsWhere(({ knowsMembers }) => !knowsMembers);
        for (const { id, fleet, observedAt } of await remindCounts(work.db, byHand, before(work.now, remindAfter.count), work.now)) {
          await work.publish({ name: 'group.count_due', subject: id, data: { ...placed(fleet), days: observedAt === null ? null : daysBetween(observedAt, work.now) } });
        }
      },
    }),
    /** What is kept of merges, an hour after they can be undone no more. */
    forgetFleetMerges: defineJob({ schema: nothing, timetable: { cron: '23 * * * *', timeZone: 'UTC' }, run: (work) => deleteFleetMerges(work.db, before(work.now, 3_600_000)) }),
    /** Groups in which little is said: a suggestion, or a warning and later the archive. [003] */
    judgeIdleGroups: defineJob({ schema: nothing, outside: true, seconds: 300, timetable: { cron: '30 9 * * *', timeZone: 'Asia/Shanghai' }, run: (work) => judgeIdleGroups(parts, ports, work) }),
    ...outsideJobs(parts, ports),
  } as const;
}

/** Seats whose time is over, and those of people who were erased. */
async function expireSeats(parts: ProductParts, work: JobWork): Promise<void> {
  await endAll(parts, work, 'expired', () => expiredSeats(work.db, work.now, atOnce));
  await endAll(parts, work, 'erased', () => namelessSeats(work.db, atOnce));
}

async function endAll({ reader }: ProductParts, work: JobWork, because: 'expired' | 'erased', find: () => Promise<Seat[]>): Promise<void> {
  for (;;) {
    const seats = await find();
    let ended = 0;
    for (const [fleet, list] of Map.groupBy(seats, (seat) => seat.fleet)) {
      if (work.signal.aborted) return;
      ended += await work.step(async ({ db, publish }) => {
        const locked = await lockFleet(db, fleet, reader);
        if (locked === undefined) return 0;
        let count = 0;
        // Asked again under the lock: it may have been confirmed, or another node was faster.
        for (const seat of list) if (await endSeat({ db, publish, now: work.now }, locked, seat, because, because === 'expired' ? { expiredBy: work.now } : {})) count += 1;
        return count;
      });
    }
    if (ended > 0) work.log.info('groups.seats_ended', { because, count: ended });
    if (seats.length < atOnce || ended === 0) return;
  }
}

async function judgeIdleGroups(parts: ProductParts, ports: GroupsPorts, work: JobWork): Promise<void> {
  const today = todayAt(parts, work.now);
  let after: string | undefined;
  for (;;) {
    const rows = await groupsToJudge(work.db, after, atOnce);
    const counts = await ports.messageCounts.perDay(work.db, rows.map(({ id }) => id), dayLater(today, -mostDays), today);
    for (const row of rows) {
      if (work.signal.aborted) return;
      const messages = counts.get(row.id);
      // Nothing is suggested about a group of which nothing is known.
      if (messages !== undefined) await work.step(({ db, publish }) => judgeIdle({ db, publish, now: work.now }, parts.reader, { ...row, messages, from: (days) => dayLater(today, -days) }));
    }
    if (rows.length < atOnce) return;
    after = rows.at(-1)?.id;
  }
}

