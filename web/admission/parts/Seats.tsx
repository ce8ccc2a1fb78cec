import type { Intake } from '../../../common/contract/fleet.ts';
import { termName } from '../../../common/solar-terms.ts';
import { termClass } from '../../channels/parts/GroupBadge.tsx';
import { useJoining, useJoinTexts } from '../joining.ts';

const shapes: Record<Intake, string> = { open: '●', diverting: '▲', frozen: '■', closed: '✕' };

/** What a group takes now: a shape and words, the colour comes on top. */
export function IntakeMark({ intake }: { intake: Intake }) {
  const t = useJoinTexts();
  return <span className={`intake intake-${intake}`}><i aria-hidden="true">{shapes[intake]}</i> {t(`intake.${intake}`)}</span>;
}

type Counted = { term?: number | undefined; heads: number; target: number };

/** The signature of a group: its solar term in its hue, with how many are in, as in 雨水 · 312/500. */
export function SeatBadge({ term, heads, target }: Counted) {
  const t = useJoinTexts();
  const { language } = useJoining();
  const count = t('heads', { heads, target });
  return <span className={`term${termClass(term)}`} title={t('heads_long', { heads, target })}>{term === undefined ? count : `${termName(term, language)} · ${count}`}</span>;
}
