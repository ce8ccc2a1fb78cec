import type { ApplicationStatus } from '../../../common/contract/admission.ts';
import type { App } from '../../../common/contract/channel.ts';
import { closeUp } from '../../../common/i18n/words.ts';
import { describeDuration, describeInstant, exactTime } from '../../../common/i18n/times.ts';
import { joinMessages } from '../../../common/locales/join/index.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { Away } from '../../channels/parts/Entries.tsx';
import { DeadCodeForm } from '../../groups/DeadCodeForm.tsx';
import { useJoining } from '../joining.ts';
import { useApplicationTexts } from './Course.tsx';

export type Status = { status: ApplicationStatus; to: string };

/** An instant as people say it, exact on hover. */
export function Time({ at, sentence }: { at: string; sentence: (at: string) => string }) {
  const { now, timeZone, language } = useJoining();
  const words = describeInstant(at, now, timeZone, language, { end: true });
  return <span title={exactTime(at, timeZone, language)}>{closeUp(sentence(words), [words])}</span>;
}

/** A seat is held: accept it while it is. */
export function Offer({ status, to }: Status) {
  const t = useApplicationTexts();
  if (status.offer === undefined) return null;
  return (
    <section className="card best next">
      <h2>{t('state.offer')}</h2>
      <p><Time at={status.offer.until} sentence={(at) => t('offer_until', { at })} /></p>
      {status.may.accept && <form method="post" action={to}><Revision status={status} /><p className="actions"><button type="submit" className="primary" name="do" value="accept">{t('accept')}</button></p></form>}
    </section>
  );
}

/** Which state of the application the reader saw. */
export function Revision({ status: { revision } }: { status: Pick<ApplicationStatus, 'revision'> }) {
  return <input type="hidden" name="revision" value={revision} />;
}

/** Place on the waitlist, and how long it usually took those who waited for the same. */
export function Waiting({ status: { state, position, usualWait, offer } }: { status: Pick<ApplicationStatus, 'state' | 'position' | 'usualWait' | 'offer'> }) {
  const t = useApplicationTexts();
  const { language } = useJoining();
  const forSeat = state === 'waitlisted';
  const measured = usualWait === null ? undefined : { count: usualWait.count, half: describeDuration(usualWait.p50, language), most: describeDuration(usualWait.p90, language) };
  return (
    <>
      {position !== undefined && offer === undefined && <p><b>{t('position', { position })}</b></p>}
      {offer === undefined && <p className="small muted">{measured === undefined ? t(forSeat ? 'wait_seat_none' : 'wait_none') : t(forSeat ? 'wait_seat' : 'wait_usual', measured)}</p>}
    </>
  );
}

/** How an approved applicant gets in where the platform does not do it itself: code, number, link, picture, steps. */
export function GetIn({ status, to, app, picture }: Status & { app: App; picture?: { id: string; src: string; until?: string | undefined } | undefined }) {
  const t = useApplicationTexts();
  const { language } = useJoining();
  const { seat, group } = status;
  if (seat === undefined) return null;
  const appName = translator(joinMessages, language)(`app.${app}`);
  const steps = seat.steps.length > 0 ? seat.steps : [t('step_open'), ...(seat.code === undefined ? [] : [t('step_code')]), t('step_confirm')];
  return (
    <section className="card best next">
      <p><Time at={seat.until} sentence={(at) => t('seat_until', { at })} /></p>
      {seat.code !== undefined && (
        <>
          <h2>{t('once')}</h2>
          <p><code className="once" data-copy="">{seat.code}</code></p>
          <p className="small muted">{closeUp(t('once_hint', { app: appName }), [appName])}</p>
        </>
      )}
      {seat.number !== undefined && <p className="value big"><span>{t('number')}</span> <code data-copy="">{seat.number}</code></p>}
      {seat.handle !== undefined && <p className="value big"><span>{t('handle')}</span> <code data-copy="">{seat.handle}</code></p>}
      {seat.link !== undefined && <p className="links"><Away to={seat.link} className="button">{t('open_link')}</Away></p>}
      {picture !== undefined && (
        <figure className="code">
          <img src={picture.src} alt={t('scan_alt', { name: group?.name ?? status.fleetName })} width="200" height="200" />
          <figcaption>{t('scan_hint')} {picture.until !== undefined && <Time at={picture.until} sentence={(at) => t('scan_until', { at })} />}</figcaption>
        </figure>
      )}
      {picture !== undefined && <details className="more"><summary>{t('scan_dead')}</summary><DeadCodeForm fleet={status.fleet} code={picture.id} /></details>}
      <h3>{t('steps')}</h3>
      <ol className="steps">{steps.map((step) => <li key={step}>{step}</li>)}</ol>
      {status.may.confirm && <form method="post" action={to}><Revision status={status} /><p className="actions"><button type="submit" className="primary" name="do" value="confirm">{t('confirm')}</button></p></form>}
    </section>
  );
}
