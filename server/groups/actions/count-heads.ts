import type { z } from 'zod';
import { shownMessageDays, type messageCountsEnteredSchema, type messageCountsSchema, type messageDaysSchema } from '../../../common/contract/fleet-operations.ts';
import { dayLater, dayIn } from '../../../common/contract/day.ts';
import type { GroupStanding } from '../../../common/contract/groups.ts';
import { namesOf } from '../../people/index.ts';
import type { ProductParts } from '../../parts.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { MessageCounts } from '../ports.ts';
import { averageOf } from '../rules/idle.ts';
import { occupied } from '../rules/group-facts.ts';
import { setCount } from '../store/groups.ts';
import { insertHistory } from '../store/history.ts';
import { countOf } from '../store/take-back.ts';
import { enteredOn, forgetMessageDays, putMessageDays } from '../store/messages.ts';
import { actorId, shown } from './change-group.ts';
import { lockGroup } from './lock-group.ts';
import { placed } from './locked-fleet.ts';
import { settle } from './settle.ts';

type Parts = Pick<ProductParts, 'reader'>;

/**
 * Writes how many heads somebody counted where the group lives. Whom the centre did not let in is what is left; more than the platform
 * holds is a fact, told as an event, and nobody is thrown out for it.
 */
export async function enterHeadCount({ reader }: Parts, work: Work, { group: id, count }: { group: string; count: number }): Promise<Outcome<GroupStanding>> {
  const found = await lockGroup(work.db, id, reader);
  if (found === undefined || (found.group.state !== 'active' && found.group.state !== 'preparing')) return refuse('not_found');
  const { locked, group } = found;
  const before = { others: group.others, observedAt: group.observedAt?.toISOString() ?? null };
  const stood = { before: (await countOf(work.db, id))?.observed ?? null, beforeAt: before.observedAt, beforeOthers: group.others, beforeFrozen: group.frozen };
  const others = Math.max(0, count - group.members);
  await setCount(work.db, id, { observed: count, others }, work.now);
  Object.assign(group, { others, observedAt: work.now });
  const heads = occupied(group);
  await insertHistory(work.db, { groupId: id, fleet: locked.key, what: 'counted', reason: 'by_hand', facts: { count, known: group.members, ...stood }, byPerson: actorId(work) }, work.now);
  await work.publish({ name: 'group.counted', subject: id, data: { ...placed(locked.key), count } });
  if (heads > group.lines.limit) await work.publish({ name: 'group.over_limit', subject: id, data: { ...placed(locked.key), heads, limit: group.lines.limit } });
  await settle(work, locked, actorId(work));
  await work.audit({ subjectKind: 'group', subjectKey: id, before, after: { count, others } });
  return done(shown(work, found));
}

/** Writes how much was said on some days, as a moderator counted; later words about a day count, and none take it away. */
export async function enterMessageCounts({ reader }: Parts, work: Work, { group: id, days }: z.output<typeof messageCountsSchema>): Promise<Outcome<z.input<typeof messageCountsEnteredSchema>>> {
  const found = await lockGroup(work.db, id, reader);
  if (found === undefined || found.group.state === 'dissolved') return refuse('not_found');
  const today = todayAt({ reader }, work.now);
  const late = days.findIndex(({ day }) => day > today);
  if (late >= 0) return refuse('invalid_input', { fields: [{ path: `days.${late}.day`, code: 'day_in_future' }] });
  const twice = days.findIndex(({ day }, index) => days.findIndex((other) => other.day === day) !== index);
  if (twice >= 0) return refuse('invalid_input', { fields: [{ path: `days.${twice}.day`, code: 'not_unique', parameters: { value: days[twice]?.day ?? '' } }] });
  const stood = await enteredOn(work.db, id, days.map(({ day }) => day));
  const before = days.map(({ day }) => ({ day, count: stood.get(day) ?? null }));
  const counted = days.flatMap(({ day, count }) => (count === null ? [] : [{ day, count }]));
  if (counted.length > 0) await putMessageDays(work.db, id, counted, actorId(work) ?? null, work.now);
  await forgetMessageDays(work.db, id, days.flatMap(({ day, count }) => (count === null ? [day] : [])));
  await work.audit({ subjectKind: 'group', subjectKey: id, before: { messages: byDay(before) }, after: { messages: byDay(days) } });
  return done({ days: days.length, before });
}

const byDay = (days: readonly { day: string; count: number | null }[]) => Object.fromEntries(days.map(({ day, count }) => [day, count]));

/** How much was said in a group in the last days, as far as it is known, and by whose word. */
export async function readMessageCounts({ reader }: Parts, counts: MessageCounts, work: Work, id: string): Promise<Outcome<z.input<typeof messageDaysSchema>>> {
  const today = todayAt({ reader }, work.now);
  const days = (await counts.perDay(work.db, [id], dayLater(today, 1 - shownMessageDays), dayLater(today, 1))).get(id) ?? [];
  const names = await namesOf(work.db, days.flatMap(({ entered }) => (entered === undefined || entered.by === null ? [] : [entered.by])));
  return done({
    average: averageOf(days), today,
    days: days.map(({ day, count, entered }) => ({ day, count, ...(entered === undefined ? {} : { at: entered.at.toISOString(), ...(entered.by === null ? {} : { by: { id: entered.by, name: names.get(entered.by) ?? '' } }) }) })),
  });
}

export function todayAt({ reader }: Parts, now: Date): string {
  return dayIn(reader.current().centre?.settings.timeZone ?? 'Asia/Shanghai', now);
}
