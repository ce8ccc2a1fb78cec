import type { Intake } from '../../../common/contract/fleet.ts';
import { exactTime } from '../../../common/i18n/times.ts';
import { termName } from '../../../common/solar-terms.ts';
import { termClass } from '../../channels/parts/GroupBadge.tsx';
import { intakeShapes } from '../../groups/intake-shapes.ts';
import { useJoining, useJoinTexts } from '../joining.ts';

/** What a group takes now: a shape and words, the colour comes on top. */
export function IntakeMark({ intake }: { intake: Intake }) {
  const t = useJoinTexts();
  return <span className={`intake intake-${intake}`}><i aria-hidden="true">{intakeShapes[intake]}</i> {t(`intake.${intake}`)}</span>;
}

export type Counted = { term?: number | undefined; heads: number; target: number; counted: string };

/** The signature of a group: its solar term in its hue, with how many are in, as in 雨水 · 312/500. */
export function SeatBadge({ term, heads, target, counted }: Counted) {
  const t = useJoinTexts();
  const { language } = useJoining();
  if (counted === 'never') return term === undefined ? null : <span className={`term${termClass(term)}`}>{termName(term, language)}</span>;
  const count = t('heads', { heads, target });
  return <span className={`term${termClass(term)}`} title={t('heads_long', { heads, target })}>{term === undefined ? count : `${termName(term, language)} · ${count}`}</span>;
}

/** Where heads are counted by hand, when that was; or that nobody has. */
export function CountedMark({ counted }: Pick<Counted, 'counted'>) {
  const t = useJoinTexts();
  const { now, language, timeZone } = useJoining();
  if (counted === 'always') return null;
  if (counted === 'never') return <span className="muted">{t('counted_never')}</span>;
  const days = Math.max(0, Math.floor((Date.parse(now) - Date.parse(counted)) / 86_400_000));
  return <span className="muted" title={exactTime(counted, timeZone, language)}>{days === 0 ? t('counted_today') : t('counted_before', { count: days })}</span>;
}
