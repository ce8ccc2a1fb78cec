import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type PointerEvent } from 'react';
import type { CalendarDay, CalendarYear } from '../../../common/contract/calendar-year.ts';
import { useText, type ConsoleText } from '../text.tsx';
import { dateInWords } from '../when.ts';
import { DayTip } from './DayTip.tsx';
import { dateInYear, monthsOf, namedDays, type Month } from './months.ts';
import styles from './year.module.css';

type Props = { year: CalendarYear; today: string; updating: boolean; stale: boolean; goTo(year: number): void; openDay(date: string): void };

/** What the keys of the grid do, in days. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 };

/** A year as twelve small months: open days filled, special days marked and named; the ranges show on hover and focus, a click opens the day. */
export function YearView({ year, today, updating, stale, goTo, openDay }: Props) {
  const t = useText();
  const grid = useRef<HTMLFieldSetElement>(null);
  const months = useMemo(() => monthsOf(year.days), [year.days]);
  const [focusDate, setFocusDate] = useState(today);
  const [pointed, setPointed] = useState<HTMLElement | null>(null);
  const focusable = focusDate.startsWith(String(year.year)) ? focusDate : `${year.year}-01-01`;
  const dayOf = (element: HTMLElement | null) => year.days.find(({ date }) => date === element?.dataset['date']);
  const handlers: DayHandlers = {
    onKeyDown(event) {
      if (event.key === 'Escape') setPointed(null);
      const step = steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = dateInYear(event.currentTarget.dataset['date'] ?? '', step);
      if (next !== null) grid.current?.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus();
    },
    onPointerEnter: (event) => setPointed(event.currentTarget),
    onPointerLeave: () => setPointed(null),
    onFocus(event) {
      setPointed(event.currentTarget);
      setFocusDate(event.currentTarget.dataset['date'] ?? today);
    },
    onBlur: () => setPointed(null),
    onClick: (event) => openDay(event.currentTarget.dataset['date'] ?? today),
  };
  const tip = dayOf(pointed);
  return (
    <div className={styles.year} aria-busy={updating}>
      <div className={styles.head}>
        <ActionIcon variant="default" size="md" aria-label={t('year_previous', { year: String(year.year - 1) })} disabled={year.year <= 2000} onClick={() => goTo(year.year - 1)}>
          <IconChevronLeft size={16} aria-hidden />
        </ActionIcon>
        <strong aria-live="polite">{year.year}</strong>
        <ActionIcon variant="default" size="md" aria-label={t('year_next', { year: String(year.year + 1) })} disabled={year.year >= 2100} onClick={() => goTo(year.year + 1)}>
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
        <span className={styles.totals}>{updating ? t('year_updating') : t('year_totals', { days: year.openDays, hours: Math.round(year.openMinutes / 60) })}</span>
        <Legend />
      </div>
      {stale && <p className={styles.beyond}>{t('year_problem')}</p>}
      {year.days.some(({ beyondData }) => beyondData) && <p className={styles.beyond}>{t('year_beyond', { year: String(year.year) })}</p>}
      <fieldset ref={grid} className={styles.months} aria-label={t('year_of', { year: String(year.year) })}>
        {months.map((month) => (
          <MonthView key={month.number} month={month} today={today} focusable={focusable} handlers={handlers} />
        ))}
      </fieldset>
      {pointed !== null && tip !== undefined && <DayTip anchor={pointed} day={tip} />}
    </div>
  );
}

/** What every day listens to; one set for all of them. */
type DayHandlers = {
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  onPointerEnter(event: PointerEvent<HTMLElement>): void;
  onPointerLeave(): void;
  onFocus(event: FocusEvent<HTMLElement>): void;
  onBlur(): void;
  onClick(event: { currentTarget: HTMLElement }): void;
};

const weekdayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function MonthView({ month, today, focusable, handlers }: { month: Month; today: string; focusable: string; handlers: DayHandlers }) {
  const t = useText();
  const name = t(`month.${String(month.number) as '1'}`);
  return (
    <section className={styles.month} aria-label={name}>
      <h3>{name}</h3>
      <div className={styles.days}>
        {weekdayNames.map((weekday) => (
          <span key={weekday} className={styles.weekday} aria-hidden="true">
            {t(`day.${weekday}`)}
          </span>
        ))}
        {month.days.map((day, index) => (
          <button
            key={day.date}
            type="button"
            className={styles.day}
            style={index === 0 ? { gridColumnStart: month.offset + 1 } : undefined}
            data-date={day.date}
            data-open={day.ranges.length > 0}
            data-because={day.because}
            data-guess={day.beyondData}
            aria-current={day.date === today ? 'date' : undefined}
            aria-label={labelOfDay(day, t)}
            tabIndex={day.date === focusable ? 0 : -1}
            {...handlers}
          >
            {index + 1}
            {(day.because === 'holiday' || day.because === 'make_up') && <i aria-hidden="true">{t(day.because === 'holiday' ? 'mark_holiday' : 'mark_make_up')}</i>}
          </button>
        ))}
      </div>
      <ul className={styles.names}>
        {namedDays(month).map(({ from, to, because, name: why }) => (
          <li key={from} data-because={because}>
            <b>{from === to ? from : `${from}–${to}`}</b> {why === '' ? t('legend_exception') : why}
            {because === 'make_up' && ` · ${t('legend_make_up')}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A day in words, for those who hear it and for the tip. */
export function labelOfDay(day: CalendarDay, t: ConsoleText): string {
  const date = dateInWords(day.date, t);
  const ranges = day.ranges.length === 0 ? t('day_closed') : day.ranges.join(', ');
  const name = day.name ?? (day.because === 'exception' ? t('legend_exception') : undefined);
  return name === undefined ? t('day_open', { date, ranges }) : t('day_open_named', { date, name, ranges });
}

function Legend() {
  const t = useText();
  return (
    <ul className={styles.legend} aria-label={t('legend')}>
      <li>
        <span className={styles.sample} data-open="true" /> {t('legend_open')}
      </li>
      <li>
        <span className={styles.sample} /> {t('legend_closed')}
      </li>
      <li>
        <span className={styles.sample} data-because="holiday">
          <i>{t('mark_holiday')}</i>
        </span>
        {t('legend_holiday')}
      </li>
      <li>
        <span className={styles.sample} data-open="true" data-because="make_up">
          <i>{t('mark_make_up')}</i>
        </span>
        {t('legend_make_up')}
      </li>
      <li>
        <span className={styles.sample} data-because="exception" /> {t('legend_exception')}
      </li>
    </ul>
  );
}
