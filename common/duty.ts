import { dateOf, localOf, parseRange, weekdayOf } from './calendar/index.ts';
import type { DutyPlan, DutyShift } from './contract/notices.ts';

export type Rota = { timeZone: string; plan: DutyPlan };

const dayMilliseconds = 86_400_000;
const minuteMilliseconds = 60_000;
const daysLookedAhead = 9;

/** The shifts that begin on a local date: an exception's instead of the week's, with the swaps of that date. */
export function shiftsOn(plan: DutyPlan, date: string): DutyShift[] {
  const exception = plan.exceptions.find(({ date: from, until }) => from <= date && date <= (until ?? from));
  const shifts = exception?.shifts ?? plan.week[weekdayOf(Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMilliseconds))];
  const swaps = plan.swaps.filter((swap) => swap.date === date);
  if (swaps.length === 0) return shifts;
  // All at once, so that two people who change places both do.
  return shifts.map(({ hours, people }) => ({ hours, people: [...new Set(people.map((person) => swaps.find(({ from }) => from === person)?.to ?? person))] }));
}

/** Who is on duty at an instant (epoch ms), in the order of the plan: whose shift shows on the local clock, from today or over midnight from yesterday. */
export function onDutyAt({ timeZone, plan }: Rota, at: number): string[] {
  const local = localOf(timeZone, at);
  const day = Math.floor(local / dayMilliseconds);
  const minute = (local - day * dayMilliseconds) / minuteMilliseconds;
  return [...new Set([...peopleIn(shiftsOn(plan, dateOf(day - 1)), minute + 1440), ...peopleIn(shiftsOn(plan, dateOf(day)), minute)])];
}

function peopleIn(shifts: readonly DutyShift[], minute: number): string[] {
  return shifts.flatMap(({ hours, people }) => {
    const parsed = parseRange(hours);
    return parsed.ok && parsed.range.start <= minute && minute < parsed.range.end ? people : [];
  });
}

/** When somebody comes or goes next, within nine days; undefined when nothing changes. */
export function nextChangeAfter(rota: Rota, at: number): number | undefined {
  const { timeZone, plan } = rota;
  const today = Math.floor(localOf(timeZone, at) / dayMilliseconds);
  const before = onDutyAt(rota, at).toSorted().join();
  const edges = new Set<number>();
  for (let day = today - 1; day <= today + daysLookedAhead; day += 1) {
    for (const { hours } of shiftsOn(plan, dateOf(day))) {
      const parsed = parseRange(hours);
      if (parsed.ok) for (const minute of [parsed.range.start, parsed.range.end]) for (const instant of instantsNear(timeZone, day * dayMilliseconds + minute * minuteMilliseconds)) edges.add(instant);
    }
  }
  return [...edges].toSorted((left, right) => left - right).find((edge) => edge > at && onDutyAt(rota, edge).toSorted().join() !== before);
}

/** The instants at which the local clock may show `local`: none of two when it is put forward, both when it is put back. */
function instantsNear(timeZone: string, local: number): number[] {
  const offsets = [local - dayMilliseconds, local, local + dayMilliseconds].map((guess) => localOf(timeZone, guess) - guess);
  return [...new Set(offsets.map((offset) => local - offset))];
}

/** Everyone whom a plan names. */
export function peopleOf(plan: DutyPlan): string[] {
  const shifts = [...Object.values(plan.week).flat(), ...plan.exceptions.flatMap((exception) => exception.shifts)];
  return [...new Set([...shifts.flatMap(({ people }) => people), ...plan.swaps.flatMap(({ from, to }) => [from, to])])];
}
