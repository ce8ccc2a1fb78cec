import { useEffect, useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import type { CalendarYear } from '../../../common/contract/calendar-year.ts';
import { Card } from '../form/Card.tsx';
import { useForm } from '../form/draft.tsx';
import { useText } from '../text.tsx';
import type { action } from './preview.ts';
import { ExceptionDialog } from './ExceptionDialog.tsx';
import { YearView } from './YearView.tsx';

const pauseMilliseconds = 350;

/** The year of the draft as it stands: asked for again a moment after each change, never sooner than the answer before. */
export function CalendarYearCard({ initial, today }: { initial: CalendarYear | null; today: string }) {
  const t = useText();
  const { draft } = useForm();
  const { data, state, submit } = useFetcher<typeof action>();
  const [wantedYear, setWantedYear] = useState(initial?.year ?? Number(today.slice(0, 4)));
  const [openDate, setOpenDate] = useState<string | null>(null);
  // The last year that could be counted stays while a newer one is on its way or the draft has problems.
  const [shown, setShown] = useState(initial);
  if (data?.year != null && data.year !== shown) setShown(data.year);

  const asked = useRef(initial === null ? '' : JSON.stringify([draft.value, initial.year]));
  useEffect(() => {
    const question = JSON.stringify([draft.value, wantedYear]);
    if (question === asked.current) return undefined;
    const timer = setTimeout(() => {
      asked.current = question;
      void submit(JSON.stringify({ calendar: draft.value, year: wantedYear }), { method: 'post', encType: 'application/json', action: '/console/calendar-preview' });
    }, pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [draft.value, wantedYear, submit]);
  if (shown === null) return null;
  return (
    <Card title={t('part_year')} hint={t('part_year_hint')}>
      <YearView year={shown} today={today} updating={state !== 'idle'} stale={data !== undefined && data.year === null} goTo={setWantedYear} openDay={setOpenDate} />
      {openDate !== null && <ExceptionDialog date={openDate} day={shown.days.find(({ date }) => date === openDate)} close={() => setOpenDate(null)} />}
    </Card>
  );
}
