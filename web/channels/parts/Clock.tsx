import type { Advice } from '../../../common/contract/support.ts';
import { describeInstant, exactTime } from '../../../common/i18n/times.ts';
import { usePageTexts, useViewing } from '../viewing.ts';

/** Whether promises run right now, in one line; nothing where the centre states no standard hours. */
export function Clock({ standardHours, holidaysUnknown }: Pick<Advice, 'standardHours' | 'holidaysUnknown'>) {
  const t = usePageTexts();
  const { language, now, timeZone } = useViewing();
  const { open, until, opensAt, hours } = standardHours;
  if (hours === undefined) return null;
  const change = open ? until : opensAt;
  const words = (at: string) => describeInstant(at, now, timeZone, language, { end: open });
  const sentence = open
    ? until === null ? t('now_open_always') : t('now_open', { until: words(until) })
    : opensAt === null ? t('now_closed_for_good') : t('now_closed', { opens: words(opensAt) });
  return (
    <p className="clock">
      <span title={change === null ? undefined : exactTime(change, timeZone, language)}>{sentence}</span>
      {holidaysUnknown && <><br />{t('holidays_unknown')}</>}
    </p>
  );
}
