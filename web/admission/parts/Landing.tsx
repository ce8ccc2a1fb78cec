import type { JoinFleetPage } from '../../../common/contract/join.ts';
import { describeDuration } from '../../../common/i18n/times.ts';
import { termClass } from '../../channels/parts/GroupBadge.tsx';
import { SeatBar } from '../../channels/parts/SeatBar.tsx';
import { useJoining, useJoinTexts } from '../joining.ts';
import { CountedMark, IntakeMark, SeatBadge } from './Seats.tsx';

type Fleet = Pick<JoinFleetPage, 'landing' | 'usualWait' | 'waiting' | 'review' | 'isForSome' | 'applies' | 'offerHours'>;

/** Where one lands and how it stands, or the waitlist with how many wait. */
export function Landing({ fleet, note }: { fleet: Fleet; note?: string | undefined }) {
  const t = useJoinTexts();
  const { landing } = fleet;
  if (landing.kind === 'waitlist') {
    return (
      <section className="card land waiting">
        <h2><span aria-hidden="true">◔ </span>{t('waitlist.title')}</h2>
        <p>{t(`waitlist.${landing.reason}`)} {landing.waiting === 0 ? t('waitlist.nobody') : t('waitlist.people', { count: landing.waiting, next: landing.waiting + 1 })}</p>
        <p className="small muted">{t('waitlist.how', { count: fleet.offerHours })}</p>
      </section>
    );
  }
  return (
    <div className={`card land${termClass(landing.term)}`}>
      <p className="label">{t('land')}</p>
      <p className="where"><SeatBadge {...landing} /> <b>{landing.name}</b></p>
      {landing.counted !== 'never' && <SeatBar {...landing} />}
      <p className="small stands"><IntakeMark intake={landing.intake} />{landing.counted !== 'always' && <> · <CountedMark counted={landing.counted} /></>}{fleet.applies && <> · <Wait fleet={fleet} /></>}</p>
      {note !== undefined && <p className="small">{note}</p>}
    </div>
  );
}

/** How long it usually takes, measured; and whether a person reads every application. */
export function Wait({ fleet: { usualWait, review, isForSome } }: { fleet: Pick<JoinFleetPage, 'usualWait' | 'review' | 'isForSome'> }) {
  const t = useJoinTexts();
  const { language } = useJoining();
  if (usualWait === null) return <>{t(review ? 'review' : isForSome ? 'review_some' : 'decided_at_once')}</>;
  if (usualWait.p90 < 60) return <>{t('wait_once', { count: usualWait.count })}</>;
  return <>{t('wait_usual', { count: usualWait.count, half: describeDuration(usualWait.p50, language), most: describeDuration(usualWait.p90, language) })}</>;
}
