import type { DutyPlan } from '../../../common/contract/notices.ts';

/** The plan once `gone` turned out to be `kept`: on duty once in each shift, and standing in for nobody but others. */
export function mergePlan(plan: DutyPlan, gone: string, kept: string): DutyPlan {
  const one = (person: string) => (person === gone ? kept : person);
  const shifts = <Shift extends { people: string[] }>(list: Shift[]): Shift[] => list.map((shift) => ({ ...shift, people: [...new Set(shift.people.map(one))] }));
  const { mon, tue, wed, thu, fri, sat, sun } = plan.week;
  return {
    week: { mon: shifts(mon), tue: shifts(tue), wed: shifts(wed), thu: shifts(thu), fri: shifts(fri), sat: shifts(sat), sun: shifts(sun) },
    exceptions: plan.exceptions.map((exception) => ({ ...exception, shifts: shifts(exception.shifts) })),
    swaps: plan.swaps.map((swap) => ({ ...swap, from: one(swap.from), to: one(swap.to) })).filter(({ from, to }) => from !== to),
  };
}
