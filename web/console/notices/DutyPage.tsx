import { Button } from '@mantine/core';
import { useState } from 'react';
import { data, Link, useRevalidator } from 'react-router';
import { dateOf, dayNumberOf, localOf, parseRange, weekdayOf } from '../../../common/calendar/index.ts';
import type { DutyRoster } from '../../../common/contract/notices.ts';
import { shiftsOn } from '../../../common/duty.ts';
import { pageContext } from '../../page-context.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { EmptyState, Mark } from '../PageHead.tsx';
import { readScopes } from '../people/scopes.ts';
import { useAbout } from '../text.tsx';
import { runDeed } from './deeds.ts';
import { NoticesFrame } from './NoticesFrame.tsx';
import styles from './notices.module.css';
import { noticesPageData } from './page-data.ts';
import { placeInWords } from './place-in-words.ts';
import { RosterDialog } from './RosterDialog.tsx';
import { useNoticesText } from './text.ts';
import { useDeed } from './use-deed.ts';
import { WeekPicture, type PictureDay } from './WeekPicture.tsx';
import type { Route } from './+types/DutyPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

const dayMilliseconds = 86_400_000;

export async function loader({ context, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const { ops, now } = page;
  const [{ shared, when, timeZone }, rosters, duty, scopes] = await Promise.all([noticesPageData(context), ops.listDutyRosters({}), ops.readDuty({}), readScopes(page, 'duty.manage')]);
  if (!rosters.ok || !duty.ok) throw data(null, { status: 404 });
  const today = Math.floor(localOf(timeZone, now.getTime()) / dayMilliseconds);
  const asked = dayNumberOf(new URL(request.url).searchParams.get('week') ?? '') ?? today;
  const monday = asked - (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).indexOf(weekdayOf(asked));
  return {
    shared,
    timeZone,
    from: dateOf(monday),
    to: dateOf(monday + 6),
    before: dateOf(monday - 7),
    after: dateOf(monday + 7),
    isThisWeek: monday <= today && today < monday + 7,
    candidates: rosters.value.candidates,
    scopes,
    onDuty: duty.value.rosters.map(({ id, name, people, until }) => ({ id, name, people, until: until === undefined ? undefined : when(until) })),
    rosters: rosters.value.rosters.map((roster) => ({ ...roster, days: picture(roster, monday, now.getTime()) })),
  };
}

/** A week of a roster as blocks: for each day the shifts that touch it, those from the night before too. */
function picture(roster: DutyRoster, monday: number, now: number): PictureDay[] {
  const names = new Map(roster.people.map(({ id, name }) => [id, name]));
  const local = localOf(roster.timeZone, now);
  return Array.from({ length: 7 }, (_day, offset) => {
    const number = monday + offset;
    const minute = (local - number * dayMilliseconds) / 60_000;
    const blocks = [number - 1, number].flatMap((begins) =>
      shiftsOn(roster.plan, dateOf(begins)).flatMap((shift) => {
        const parsed = parseRange(shift.hours);
        if (!parsed.ok) return [];
        const shiftBy = begins === number ? 0 : 1440;
        const [start, end] = [Math.max(0, parsed.range.start - shiftBy), Math.min(1440, parsed.range.end - shiftBy)];
        return start < end ? [{ start, end, hours: shift.hours, people: shift.people.map((person) => names.get(person) ?? null) }] : [];
      }),
    );
    return { date: dateOf(number), weekday: weekdayOf(number), now: minute >= 0 && minute < 1440 ? minute : null, differs: roster.plan.exceptions.some(({ date, until }) => date <= dateOf(number) && dateOf(number) <= (until ?? date)), blocks };
  });
}

export function action({ context, request }: Route.ActionArgs) {
  const { ops } = context.get(pageContext);
  return runDeed(context, request, { create: ops.createDutyRoster, update: ops.updateDutyRoster, delete: ops.deleteDutyRoster, restore: ops.restoreDutyRoster });
}

/** Who is on duty now, and the week of every roster as a picture. */
export default function DutyPage({ loaderData }: Route.ComponentProps) {
  return (
    <NoticesFrame shared={loaderData.shared} hint="duty_hint">
      <Duty data={loaderData} />
    </NoticesFrame>
  );
}

function Duty({ data: { rosters, onDuty, candidates, scopes, timeZone, from, to, before, after, isThisWeek } }: { data: Route.ComponentProps['loaderData'] }) {
  const about = useAbout();
  const t = useNoticesText();
  const toast = useToast();
  const { revalidate } = useRevalidator();
  const [editing, setEditing] = useState<DutyRoster | 'new'>();
  const { send, busy, problem } = useDeed((answer, { name = '', input }, again) => {
    if (answer.did === 'delete') toast({ text: t('duty_deleted', { name }), action: { label: t('undo'), run: () => again({ do: 'restore', name, input: input ?? {} }) } });
    else if (answer.did === 'restore') toast({ text: t('duty_restored', { name }) });
    else {
      toast({ text: t('duty_saved') });
      setEditing(undefined);
    }
    void revalidate();
  });
  const add = candidates.length > 0 && <Button onClick={() => setEditing('new')}>{t('duty_new')}</Button>;
  const nobody = onDuty.every(({ people }) => people.length === 0);
  return (
    <>
      {rosters.length > 0 && (
        <section className={styles.onDuty} aria-label={t('duty_now')}>
          <h2>{t('duty_now')}</h2>
          {nobody ? (
            <p>{t('duty_nobody')}</p>
          ) : (
            <ul>
              {onDuty.filter(({ people }) => people.length > 0).map((roster) => (
                <li key={roster.id}>
                  <strong>{roster.people.map(({ name }) => name).join('、')}</strong> <span>{roster.name}</span> {roster.until !== undefined && <span title={roster.until.exact}>{t('duty_until', { at: roster.until.words })}</span>}
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      {rosters.length === 0 ? (
        <EmptyState title={t('duty_none')} hint={t('duty_none_hint')}>
          {add}
        </EmptyState>
      ) : (
        <>
          <div className={styles.bar}>
            <Button component={Link} variant="default" to={`?week=${before}`}>{t('duty_previous')}</Button>
            <span className={styles.weekOf}>{t('duty_week_of', { from, to })}</span>
            <Button component={Link} variant="default" to={`?week=${after}`}>{t('duty_next')}</Button>
            {!isThisWeek && <Button component={Link} variant="subtle" to="?">{t('duty_this')}</Button>}
            {add}
          </div>
          {rosters.map((roster) => (
            <section key={roster.id} className={styles.roster} aria-label={roster.name}>
              <div className={styles.rowHead}>
                <h2>{roster.name}</h2>
                {roster.scope.kind !== 'centre' && <Mark>{placeInWords(t, scopes, roster.scope)}</Mark>}
                {roster.timeZone !== timeZone && <Mark tone="soon">{roster.timeZone}</Mark>}
                {roster.editable && (
                  <>
                    <Button size="compact-sm" variant="default" aria-label={about(t('duty_edit'), roster.name)} onClick={() => setEditing(roster)}>{t('duty_edit')}</Button>
                    <Button size="compact-sm" variant="subtle" color="brick" disabled={busy} aria-label={about(t('duty_delete'), roster.name)} onClick={() => send({ do: 'delete', name: roster.name, input: { id: roster.id } })}>{t('duty_delete')}</Button>
                  </>
                )}
              </div>
              <WeekPicture days={roster.days} />
            </section>
          ))}
        </>
      )}
      {editing !== undefined && <RosterDialog roster={editing === 'new' ? undefined : editing} candidates={candidates} scopes={scopes} timeZone={timeZone} busy={busy} problem={problem} close={() => setEditing(undefined)} save={(deed) => send(deed)} />}
    </>
  );
}
