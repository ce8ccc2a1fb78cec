import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, isOpen, localOf, parseRange, weekdays, type CalendarException, type ServiceCalendar, type TimeRange, type Weekday } from './calendar/index.ts';
import type { DutyPlan, DutyShift } from './contract/notices.ts';
import { nextChangeAfter, onDutyAt, peopleOf, shiftsOn, type Rota } from './duty.ts';

const empty: DutyPlan = { week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, exceptions: [], swaps: [] };
const shift = (hours: string, ...people: string[]): DutyShift => ({ hours, people });
const shanghai = (text: string) => Date.parse(`${text}+08:00`);
const rota = (plan: Partial<DutyPlan>, timeZone = 'Asia/Shanghai'): Rota => ({ timeZone, plan: { ...empty, ...plan } });

describe('who is on duty', () => {
  const night = rota({ week: { ...empty.week, wed: [shift('08:00-20:00', '春华'), shift('20:00-08:00', '秋实', '小满')], thu: [shift('08:00-20:00', '谷雨')] } });

  test('follows the week, over midnight, half-open at both ends', () => {
    expect(onDutyAt(night, shanghai('2026-11-18T07:59:59'))).toEqual([]);
    expect(onDutyAt(night, shanghai('2026-11-18T08:00'))).toEqual(['春华']);
    expect(onDutyAt(night, shanghai('2026-11-18T20:00'))).toEqual(['秋实', '小满']);
    expect(onDutyAt(night, shanghai('2026-11-19T07:59:59'))).toEqual(['秋实', '小满']);
    expect(onDutyAt(night, shanghai('2026-11-19T08:00'))).toEqual(['谷雨']);
    expect(onDutyAt(night, shanghai('2026-11-19T20:00'))).toEqual([]);
  });

  test('says until when', () => {
    expect(nextChangeAfter(night, shanghai('2026-11-18T09:00'))).toBe(shanghai('2026-11-18T20:00'));
    expect(nextChangeAfter(night, shanghai('2026-11-19T21:00'))).toBe(shanghai('2026-11-25T08:00'));
    expect(nextChangeAfter(rota({}), shanghai('2026-11-19T21:00'))).toBeUndefined();
  });

  test('an exception takes the place of the shifts that begin on its days, not of the night before', () => {
    const holiday = rota({ ...night.plan, exceptions: [{ date: '2026-11-19', until: '2026-11-20', shifts: [shift('10:00-12:00', '春华')] }] });
    expect(onDutyAt(holiday, shanghai('2026-11-19T07:00'))).toEqual(['秋实', '小满']);
    expect(onDutyAt(holiday, shanghai('2026-11-19T09:00'))).toEqual([]);
    expect(onDutyAt(holiday, shanghai('2026-11-20T11:00'))).toEqual(['春华']);
    expect(onDutyAt(holiday, shanghai('2026-11-26T09:00'))).toEqual(['谷雨']);
  });

  test('two people can change places for a day', () => {
    const swapped = rota({ ...night.plan, swaps: [{ date: '2026-11-18', from: '春华', to: '秋实' }, { date: '2026-11-18', from: '秋实', to: '春华' }] });
    expect(onDutyAt(swapped, shanghai('2026-11-18T09:00'))).toEqual(['秋实']);
    expect(onDutyAt(swapped, shanghai('2026-11-18T23:00'))).toEqual(['春华', '小满']);
    expect(onDutyAt(swapped, shanghai('2026-11-25T09:00'))).toEqual(['春华']);
    expect(peopleOf(swapped.plan).toSorted()).toEqual(['小满', '春华', '秋实', '谷雨']);
  });
});

describe('law: exactly the people whose hours are open by the calendar are on duty', () => {
  const people = ['春华', '秋实', '小满'];
  const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
  const text = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const hours = fc.tuple(clock, clock).filter(([from, to]) => from !== to).map(([from, to]) => `${text(from)}-${text(to)}`);
  const shifts = fc.array(fc.record({ hours, people: fc.uniqueArray(fc.constantFrom(...people), { maxLength: 3 }) }), { maxLength: 3 });
  const day = fc.integer({ min: 0, max: 20 }).map((offset) => dateOf(Math.floor(Date.UTC(2026, 2, 20) / 86_400_000) + offset));
  const plan: fc.Arbitrary<DutyPlan> = fc.record({
    week: fc.record({ mon: shifts, tue: shifts, wed: shifts, thu: shifts, fri: shifts, sat: shifts, sun: shifts }),
    exceptions: fc.uniqueArray(fc.record({ date: day, shifts }), { maxLength: 2, selector: ({ date }) => date }),
    swaps: fc.array(fc.record({ date: day, from: fc.constantFrom(...people), to: fc.constantFrom(...people) }), { maxLength: 3 }),
  });
  const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu');
  const instant = fc.integer({ min: 0, max: 22 * 24 * 4 }).map((quarter) => Date.UTC(2026, 2, 19) + quarter * 900_000 + 1);

  /** The person's own calendar: their hours of each date of the time looked at, told as exceptions, which common/calendar resolves by itself. */
  function calendarOf(person: string, { timeZone, plan: all }: Rota): ServiceCalendar {
    const exceptions: CalendarException[] = [];
    for (let number = Math.floor(Date.UTC(2026, 2, 16) / 86_400_000); number < Math.floor(Date.UTC(2026, 3, 14) / 86_400_000); number += 1) {
      const date = dateOf(number);
      const ranges: TimeRange[] = shiftsOn(all, date).filter((one) => one.people.includes(person)).flatMap((one) => {
        const parsed = parseRange(one.hours);
        return parsed.ok ? [parsed.range] : [];
      });
      exceptions.push({ from: date, to: date, ranges });
    }
    const closed = Object.fromEntries(weekdays.map((weekday) => [weekday, []])) as unknown as Record<Weekday, TimeRange[]>;
    return { timeZone, week: closed, holidays: null, exceptions };
  }

  test('at every instant, clocks put forward and back included', () => {
    fc.assert(
      fc.property(plan, zone, instant, (all, timeZone, at) => {
        const one: Rota = { timeZone, plan: all };
        const open = people.filter((person) => isOpen(calendarOf(person, one), at));
        expect(onDutyAt(one, at).toSorted()).toEqual(open.toSorted());
      }),
      { numRuns: 400 },
    );
  });

  test('nothing changes before the next change, and something does then', () => {
    fc.assert(
      fc.property(plan, zone, instant, (all, timeZone, at) => {
        const one: Rota = { timeZone, plan: all };
        const now = onDutyAt(one, at).toSorted();
        const next = nextChangeAfter(one, at);
        const end = next ?? at + 8 * 86_400_000;
        const changed = next === undefined || onDutyAt(one, next).toSorted().join() !== now.join();
        expect(changed).toBe(true);
        for (let look = at; look < end; look += 900_000) expect({ look: localOf(timeZone, look), people: onDutyAt(one, look).toSorted() }).toEqual({ look: localOf(timeZone, look), people: now });
      }),
      { numRuns: 60 },
    );
  });
});
