import type { Weekday } from '../../../common/calendar/index.ts';
import { Mark } from '../PageHead.tsx';
import styles from './notices.module.css';
import { useNoticesText } from './text.ts';

/** A day of the picture; minutes of the day. `people` null: somebody who is no longer on the staff. */
export type PictureDay = { date: string; weekday: Weekday; now: number | null; differs: boolean; blocks: { start: number; end: number; hours: string; people: (string | null)[] }[] };

/** Seven days side by side, time running down; on a phone one under another, in words. */
export function WeekPicture({ days }: { days: readonly PictureDay[] }) {
  const t = useNoticesText();
  return (
    <ol className={styles.picture}>
      {days.map((day) => (
        <li key={day.date} data-today={day.now !== null}>
          <p className={styles.dayName}>
            {t(`day_${day.weekday}`)} <span>{day.date.slice(5)}</span> {day.differs && <Mark tone="soon">{t('duty_exceptional')}</Mark>}
          </p>
          <div className={styles.day}>
            {day.now !== null && <span className={styles.nowLine} style={{ top: `${(day.now / 1440) * 100}%` }} aria-hidden />}
            {day.blocks.length === 0 && <span className={styles.nobody}>{t('duty_empty_day')}</span>}
            {lanes(day.blocks).map(({ block, lane, count }) => (
              <div key={`${block.start} ${block.hours} ${block.people.join()}`} className={styles.block} style={{ top: `${(block.start / 1440) * 100}%`, height: `${((block.end - block.start) / 1440) * 100}%`, left: `${(lane / count) * 100}%`, width: `${100 / count}%` }} title={`${block.hours} ${block.people.map((name) => name ?? t('duty_gone')).join('、')}`}>
                <span className={styles.hours}>{block.hours}</span>
                <span>{block.people.map((name) => name ?? t('duty_gone')).join('、')}</span>
              </div>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Blocks that overlap stand side by side. */
function lanes(blocks: PictureDay['blocks']) {
  const sorted = blocks.toSorted((one, other) => one.start - other.start || other.end - one.end);
  const ends: number[] = [];
  const placed = sorted.map((block) => {
    const free = ends.findIndex((end) => end <= block.start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = block.end;
    return { block, lane };
  });
  return placed.map(({ block, lane }) => ({ block, lane, count: Math.max(1, 1 + Math.max(0, ...placed.filter((other) => other.block.start < block.end && block.start < other.block.end).map((other) => other.lane))) }));
}
