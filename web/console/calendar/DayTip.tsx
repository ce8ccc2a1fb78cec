import { useLayoutEffect, useRef, useState } from 'react';
import type { CalendarDay } from '../../../common/contract/calendar-year.ts';
import { useText } from '../text.tsx';
import { dateInWords } from '../when.ts';
import styles from './year.module.css';

/** What a day has, beside it; screen readers have the same words as the day's own name. */
export function DayTip({ anchor, day }: { anchor: HTMLElement; day: CalendarDay }) {
  const t = useText();
  const tip = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useLayoutEffect(() => {
    const size = tip.current?.getBoundingClientRect();
    if (size === undefined) return;
    const { left, top, bottom, width } = anchor.getBoundingClientRect();
    const above = top - size.height - 6;
    setPlace({ left: Math.max(8, Math.min(left + width / 2 - size.width / 2, window.innerWidth - size.width - 8)), top: above > 8 ? above : bottom + 6 });
  }, [anchor]);
  const name = day.name ?? (day.because === 'exception' ? t('legend_exception') : undefined);
  return (
    <div ref={tip} className={styles.tip} aria-hidden="true" style={place ?? { left: 0, top: 0, visibility: 'hidden' }}>
      <b>{dateInWords(day.date, t)}</b>
      {name !== undefined && <span>{name}</span>}
      <span>{day.ranges.length === 0 ? t('day_closed') : day.ranges.join(', ')}</span>
    </div>
  );
}
