import type { ApplicationState, ApplicationStatus } from '../../../common/contract/admission.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { applicationMessages } from '../../../common/locales/application/index.ts';
import { useJoining } from '../joining.ts';

/** The texts of an application, in the reader's language. */
export function useApplicationTexts() {
  return translator(applicationMessages, useJoining().language);
}

type Word = 'submitted' | 'verify' | 'send' | 'review' | 'reviewed' | 'waiting' | 'approved' | 'enter' | 'rejected' | 'stopped' | 'correct' | 'joined' | 'out';
type Mark = 'done' | 'now-here' | 'stopped' | 'ahead';
type Stop = readonly [Word, Mark];

/** Three steps, whatever happens: sent, looked at, in. */
const courses: Readonly<Record<ApplicationState, readonly [Stop, Stop, Stop]>> = {
  awaiting_verification: [['verify', 'now-here'], ['review', 'ahead'], ['joined', 'ahead']],
  awaiting_correction: [['submitted', 'done'], ['correct', 'now-here'], ['joined', 'ahead']],
  in_review: [['submitted', 'done'], ['review', 'now-here'], ['joined', 'ahead']],
  waitlisted: [['submitted', 'done'], ['waiting', 'now-here'], ['joined', 'ahead']],
  approved: [['submitted', 'done'], ['approved', 'done'], ['enter', 'now-here']],
  joined: [['submitted', 'done'], ['reviewed', 'done'], ['joined', 'done']],
  rejected: [['submitted', 'done'], ['rejected', 'stopped'], ['joined', 'ahead']],
  withdrawn: [['submitted', 'done'], ['stopped', 'stopped'], ['joined', 'ahead']],
  expired: [['submitted', 'done'], ['stopped', 'stopped'], ['joined', 'ahead']],
};

/** Whoever was in is so no more. */
const wasIn: readonly [Stop, Stop, Stop] = [['submitted', 'done'], ['reviewed', 'done'], ['out', 'stopped']];

/** How far an application has come: a shape, a word and a colour for each step. `proven`: the address is; what is left is to hand it in. */
export function Course({ status: { state, ended }, proven = false }: { status: Pick<ApplicationStatus, 'state' | 'ended'>; proven?: boolean }) {
  const t = useApplicationTexts();
  const [first, ...rest] = state === 'joined' && ended !== undefined ? wasIn : courses[state];
  const stops = [first[0] === 'verify' && proven ? (['send', 'now-here'] as const) : first, ...rest];
  return (
    <ol className="course" aria-label={t('course')}>
      {stops.map(([word, mark], index) => (
        <li key={index} className={mark} aria-current={mark === 'now-here' || mark === 'stopped' ? 'step' : undefined}>
          {t(`course_${word}`)}{mark === 'done' && <span className="hidden">{t('done')}</span>}
        </li>
      ))}
    </ol>
  );
}
