import type { z } from 'zod';
import { parseRange } from '../../../common/calendar/index.ts';
import type { createDutyRosterSchema, DutyPlan, dutyRosterSchema, dutyRostersSchema, dutySchema, readDutySchema, updateDutyRosterSchema } from '../../../common/contract/notices.ts';
import { nextChangeAfter, onDutyAt, peopleOf } from '../../../common/duty.ts';
import { findWrongScope, listStaff } from '../../people/index.ts';
import { done, may, newId, refuse, scopesWhere, type Outcome, type Scope, type WrongField, type Work } from '../../platform/index.ts';
import { findRoster, insertRoster, listRosterRows, mostRosters, setRosterRemoved, updateRosterRow, type Roster } from '../store/duty.ts';

type RosterView = z.input<typeof dutyRosterSchema>;

async function staffNames(work: Work): Promise<Map<string, string>> {
  return new Map((await listStaff(work.db)).map(({ id, name }) => [id, name]));
}

function toView(work: Work, { scope, ...roster }: Roster, names: ReadonlyMap<string, string>): RosterView {
  const people = peopleOf(roster.plan).flatMap((id) => {
    const name = names.get(id);
    return name === undefined ? [] : [{ id, name }];
  });
  return { ...roster, scope, editable: may(work.actor, 'duty.manage', scope), people: people.slice(0, 500) };
}

/** Every roster, for all staff: who is on duty is no secret among them. */
export async function listRosters(work: Work): Promise<Outcome<z.input<typeof dutyRostersSchema>>> {
  const [rosters, names] = [await listRosterRows(work.db), await staffNames(work)];
  const places = scopesWhere(work.actor, 'duty.manage');
  const candidates = places === 'everywhere' || places.length > 0 ? [...names].map(([id, name]) => ({ id, name })) : [];
  return done({ rosters: rosters.map((roster) => toView(work, roster, names)), candidates });
}

/** Who is on duty at an instant, roster by roster, and until when. People who have left the staff are on duty no more. */
export async function readDuty(work: Work, input: z.output<typeof readDutySchema>): Promise<Outcome<z.input<typeof dutySchema>>> {
  const at = input.at === undefined ? work.now : new Date(input.at);
  const [rosters, names] = [await listRosterRows(work.db), await staffNames(work)];
  return done({
    at: at.toISOString(),
    rosters: rosters.map((roster) => {
      const until = nextChangeAfter(roster, at.getTime());
      const people = onDutyAt(roster, at.getTime()).flatMap((id) => {
        const name = names.get(id);
        return name === undefined ? [] : [{ id, name }];
      });
      return { id: roster.id, name: roster.name, scope: roster.scope, people, ...(until === undefined ? {} : { until: new Date(until).toISOString() }) };
    }),
  });
}

/** The place that a roster is for, so that the right is asked for there. */
export async function placeOfRoster(work: Work, id: string, removed = false): Promise<Scope | undefined> {
  return (await findRoster(work.db, id, removed))?.scope;
}

/** Adds a roster; `fleets`: the keys of those that the centre has. */
export async function createRoster(fleets: () => readonly string[], work: Work, input: z.output<typeof createDutyRosterSchema>): Promise<Outcome<RosterView>> {
  const names = await staffNames(work);
  const place = await findWrongScope(work, fleets, input.scope);
  const wrong = [...(place === undefined ? [] : [{ path: 'scope', code: place }]), ...wrongPlan(input.plan, names, undefined)];
  if (wrong.length > 0) return refuse('invalid_input', { fields: wrong });
  if ((await listRosterRows(work.db)).length >= mostRosters) return refuse('section_full', { parameters: { limit: mostRosters, maximum: mostRosters } });
  const roster = { id: newId(work.now), ...input };
  await insertRoster(work.db, roster, work.now);
  await work.audit({ subjectKind: 'duty_roster', subjectKey: roster.id, before: null, after: input });
  return done(toView(work, { ...roster, revision: 0 }, names));
}

export async function updateRoster(work: Work, input: z.output<typeof updateDutyRosterSchema>): Promise<Outcome<RosterView>> {
  const before = await findRoster(work.db, input.id);
  if (before === undefined) return refuse('not_found');
  const names = await staffNames(work);
  const wrong = wrongPlan(input.plan, names, before.plan);
  if (wrong.length > 0) return refuse('invalid_input', { fields: wrong });
  if (!(await updateRosterRow(work.db, input))) return refuse('stale_revision');
  const { id, name, timeZone, plan } = input;
  await work.audit({ subjectKind: 'duty_roster', subjectKey: id, before: { name: before.name, timeZone: before.timeZone, plan: before.plan }, after: { name, timeZone, plan } });
  return done(toView(work, { id, name, timeZone, plan, scope: before.scope, revision: input.revision + 1 }, names));
}

export async function setRosterGone(work: Work, id: string, gone: boolean): Promise<Outcome<Record<string, never>>> {
  const roster = await findRoster(work.db, id, !gone);
  if (roster === undefined || !(await setRosterRemoved(work.db, id, gone ? work.now : null))) return refuse('not_found');
  await work.audit({ subjectKind: 'duty_roster', subjectKey: id, before: gone ? { name: roster.name } : null, after: gone ? null : { name: roster.name } });
  return done({});
}

/** What is wrong with a plan: hours that are none, days in the wrong order, people who are not on the staff. Who has left since may stay. */
function wrongPlan(plan: DutyPlan, names: ReadonlyMap<string, string>, before: DutyPlan | undefined): WrongField[] {
  const known = new Set([...names.keys(), ...(before === undefined ? [] : peopleOf(before))]);
  const places = [
    ...Object.entries(plan.week).flatMap(([weekday, shifts]) => shifts.map((shift, index) => ({ at: `plan.week.${weekday}[${index + 1}]`, shift }))),
    ...plan.exceptions.flatMap(({ shifts }, exception) => shifts.map((shift, index) => ({ at: `plan.exceptions[${exception + 1}].shifts[${index + 1}]`, shift }))),
  ];
  return [
    ...places.filter(({ shift }) => !parseRange(shift.hours).ok).map(({ at }) => ({ path: `${at}.hours`, code: 'time_range_form' })),
    ...places.filter(({ shift }) => shift.people.some((person) => !known.has(person))).map(({ at }) => ({ path: `${at}.people`, code: 'duty_not_staff' })),
    ...plan.exceptions.flatMap(({ date, until }, index) => (until !== undefined && until < date ? [{ path: `plan.exceptions[${index + 1}].until`, code: 'exception_order', parameters: { until, date } }] : [])),
    ...plan.swaps.flatMap(({ from, to }, index) => [from, to].filter((person) => !known.has(person)).map(() => ({ path: `plan.swaps[${index + 1}]`, code: 'duty_not_staff' }))),
  ].slice(0, 50);
}
