import { Button, TextInput } from '@mantine/core';
import { weekdays, type Weekday } from '../../../common/calendar/index.ts';
import type { NoticeSettings } from '../../../common/contract/notices.ts';
import type { FieldProblem } from '../../../common/contract/problem.ts';
import styles from './notices.module.css';
import { useNoticesText } from './text.ts';

/** Quiet hours as they are typed: ranges of a day in one line. */
export type QuietDraft = Record<Weekday, string>;

export function quietText(quiet: NoticeSettings['quiet']): QuietDraft {
  const text = (weekday: Weekday) => (quiet[weekday] ?? []).join(', ');
  return { mon: text('mon'), tue: text('tue'), wed: text('wed'), thu: text('thu'), fri: text('fri'), sat: text('sat'), sun: text('sun') };
}

/** The ranges again; what is no range is left to the server, which names it. */
export function quietOf(draft: QuietDraft): Record<Weekday, string[]> {
  const ranges = (weekday: Weekday) => draft[weekday].split(/[,，、;；]/).map((range) => range.trim().replace(/：/g, ':').replace(/\s{0,9}[–—~～至]\s{0,9}/, '-').replace(/^(\d):/, '0$1:').replace(/-(\d):/, '-0$1:')).filter((range) => range !== '');
  return { mon: ranges('mon'), tue: ranges('tue'), wed: ranges('wed'), thu: ranges('thu'), fri: ranges('fri'), sat: ranges('sat'), sun: ranges('sun') };
}

const every = (text: string): QuietDraft => ({ mon: text, tue: text, wed: text, thu: text, fri: text, sat: text, sun: text });

/** A line for each day of the week, with the usual choices at a click. */
export function QuietHours({ draft, change, fields }: { draft: QuietDraft; change(draft: QuietDraft): void; fields: readonly FieldProblem[] | undefined }) {
  const t = useNoticesText();
  const general = fields?.find(({ path }) => path === 'quiet')?.message;
  return (
    <>
      <div className={styles.bar}>
        <Button variant="default" size="compact-sm" onClick={() => change(every('22:00-08:00'))}>
          {t('quiet_night')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => change({ ...draft, fri: draft.fri.replace('22:00-08:00', '22:00-24:00'), sat: '00:00-24:00', sun: '00:00-24:00' })}>
          {t('quiet_weekend')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => change(every(draft.mon))}>
          {t('quiet_copy')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => change(every(''))}>
          {t('quiet_clear')}
        </Button>
      </div>
      <div className={styles.week}>
        {weekdays.map((weekday) => (
          <TextInput key={weekday} label={t(`day_${weekday}`)} placeholder="–" maxLength={120} autoComplete="off" value={draft[weekday]} error={fields?.find(({ path }) => path.startsWith(`quiet.${weekday}`))?.message} onChange={(event) => change({ ...draft, [weekday]: event.currentTarget.value })} />
        ))}
      </div>
      {general !== undefined && <p className={styles.wrong} role="alert">{general}</p>}
    </>
  );
}
