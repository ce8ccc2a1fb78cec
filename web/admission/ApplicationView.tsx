import type { ApplicationStatus, Ending } from '../../common/contract/admission.ts';
import type { CheckKind } from '../../common/contract/admission-policy.ts';
import type { JoinFleetPage } from '../../common/contract/join.ts';
import type { FieldProblem, Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { describeInstant, exactTime } from '../../common/i18n/times.ts';
import { closeUp } from '../../common/i18n/words.ts';
import { Field } from '../public/Field.tsx';
import { JoiningContext, useJoining } from './joining.ts';
import { Course, useApplicationTexts } from './parts/Course.tsx';
import { PolicyFields, ReadingsField } from './parts/Fields.tsx';
import { GetIn, Offer, Revision, Waiting } from './parts/NextStep.tsx';
import { Problems } from './parts/Problems.tsx';
import { typedFrom, type Typed } from './typed.ts';

export const doneWords = ['withdrawn', 'accepted', 'confirmed', 'appealed', 'given'] as const;

export type ApplicationViewProps = {
  language: Language;
  now: string;
  timeZone: string;
  status: ApplicationStatus;
  /** The fleet as its join page shows it; left out when it is described no more. */
  fleet: JoinFleetPage | undefined;
  /** Where the buttons of this page are sent to. */
  to: string;
  /** Read by its link, without an account. */
  byLink: boolean;
  problem: Problem | undefined;
  /** Which of the forms was refused. */
  asked?: string | undefined;
  typed?: Typed | undefined;
  appeal?: string | undefined;
  done?: (typeof doneWords)[number] | undefined;
  picture?: { id: string; src: string; until?: string | undefined } | undefined;
  memberPage?: string | undefined;
  human?: React.ReactNode;
};

/** How an application stands, in plain words, and everything that its owner can do about it. */
export function ApplicationView(props: ApplicationViewProps) {
  const { language, now, timeZone } = props;
  return <JoiningContext value={{ language, now, timeZone }}><div className="join reading-width"><Body {...props} /></div></JoiningContext>;
}

function Body(props: ApplicationViewProps) {
  const t = useApplicationTexts();
  const { language, now, timeZone } = useJoining();
  const { status, fleet, to, problem, done, byLink } = props;
  const title = closeUp(t('title', { name: status.fleetName }), [status.fleetName]);
  const offered = status.offer !== undefined;
  const sent = describeInstant(status.submittedAt, now, timeZone, language);
  return (
    <>
      <title>{title}</title>
      <meta name="robots" content="noindex" />
      <p className="eyebrow">{title}</p>
      <h1>{t(offered ? 'state.offer' : stateWord(status, byLink))}</h1>
      <p className="small muted" title={exactTime(status.submittedAt, timeZone, language)}>{closeUp(t('submitted_at', { at: sent }), [sent])}</p>
      <Course status={status} proven={!byLink} />
      {done !== undefined && problem === undefined && <p className="note good">{t(`done.${done}`)}</p>}
      {problem !== undefined && (props.asked !== 'correct' || fleet === undefined) && <Problems problem={problem} />}
      <Lead {...props} />
      <Offer status={status} to={to} />
      <GetIn status={status} to={to} app={fleet?.app ?? 'other'} picture={props.picture} />
      {status.may.giveUid && <GiveUid {...props} />}
      {status.may.correct && fleet !== undefined && <Correct {...props} fleet={fleet} />}
      {status.state !== 'awaiting_correction' && <Findings status={status} />}
      {status.may.appeal && <Appeal {...props} />}
      <Foot status={status} to={to} byLink={byLink} again={fleet?.address ?? status.fleet} />
    </>
  );
}

/** Over for another reason than that something was not done in time. */
const over: ReadonlySet<ApplicationStatus['ended']> = new Set<Ending>(['fleet_removed', 'removed', 'reopened', 'dissolved', 'other']);

/** Whoever reads it signed in has proven the address: what is left is to hand it in. Whoever was in may be so no more. */
export function stateWord({ state, ended }: Pick<ApplicationStatus, 'state' | 'ended'>, byLink: boolean): `state.${ApplicationStatus['state'] | 'awaiting_send' | 'out' | 'over'}` {
  if (state === 'joined' && ended !== undefined) return 'state.out';
  if (state === 'expired' && over.has(ended)) return 'state.over';
  return state === 'awaiting_verification' && !byLink ? 'state.awaiting_send' : `state.${state}`;
}

function Lead({ status, memberPage, byLink }: ApplicationViewProps) {
  const t = useApplicationTexts();
  const { state, group } = status;
  switch (state) {
    case 'rejected':
      return <Rejected status={status} />;
    case 'approved':
      return null;
    case 'joined':
      return status.ended !== undefined ? <Out status={status} ended={status.ended} /> : (
        <div className="next">
          <p>{group === undefined ? t('lead.joined') : closeUp(t('lead.joined_in', { group: group.name }), [group.name])}</p>
          {memberPage !== undefined && <p className="links"><a className="button primary" href={memberPage}>{t('open_group')}</a></p>}
        </div>
      );
    case 'awaiting_verification':
      return (
        <div className="next">
          <p>{t(byLink ? 'lead.awaiting_verification' : 'lead.awaiting_send')}</p>
          <p className="links">{byLink ? <a className="button primary" href="/applications/continue">{t('enter_code')}</a> : <a className="button primary" href={`/applications/continue?application=${status.id}`}>{t('go_on')}</a>}</p>
        </div>
      );
    case 'waitlisted':
      return status.offer !== undefined ? null : <div className="next"><Waiting status={status} /><p>{t('lead.waitlisted')}</p></div>;
    case 'in_review':
      return <div className="next"><p>{t('lead.in_review')}</p><Waiting status={status} /></div>;
    case 'awaiting_correction':
      return <p className="next">{t('lead.awaiting_correction')} <CorrectUntil at={status.correctUntil} /></p>;
    default:
      return <p className="next">{t(status.ended === undefined ? `lead.${state}` : `ended.${status.ended}`)}</p>;
  }
}

/** Why somebody is in no more, and since when. */
function Out({ status: { group, endedAt }, ended }: Pick<ApplicationViewProps, 'status'> & { ended: Ending }) {
  const t = useApplicationTexts();
  const { language, now, timeZone } = useJoining();
  const name = group?.name ?? t('the_group');
  const known = ended === 'fleet_removed' || ended === 'not_proven' || ended === 'not_corrected' ? 'other' : ended;
  return (
    <div className="next">
      <p>{closeUp(t(`out.${known}`, { group: name }), [name])}</p>
      {endedAt !== undefined && <p className="small muted" title={exactTime(endedAt, timeZone, language)}>{closeUp(t('out_since', { at: describeInstant(endedAt, now, timeZone, language) }), [describeInstant(endedAt, now, timeZone, language)])}</p>}
    </div>
  );
}

function CorrectUntil({ at }: { at: string | undefined }) {
  const t = useApplicationTexts();
  const { language, now, timeZone } = useJoining();
  return at === undefined ? null : <span title={exactTime(at, timeZone, language)}>{closeUp(t('lead.correct_until', { at: describeInstant(at, now, timeZone, language) }), [describeInstant(at, now, timeZone, language)])}</span>;
}

function Rejected({ status: { reason, counted, chancesLeft } }: Pick<ApplicationViewProps, 'status'>) {
  const t = useApplicationTexts();
  return (
    <div className="note bad next">
      {reason !== undefined && <p><b>{t('reason', { reason })}</b></p>}
      <p>{t(counted === true ? 'counted' : 'not_counted')} {chancesLeft === 0 ? t('no_chances') : chancesLeft !== undefined && t('chances_left', { count: chancesLeft })}</p>
    </div>
  );
}

const marks = { ok: '✓', wrong: '✗', unclear: '?', not_now: '◔' } as const;

function Findings({ status: { findings: all, offer } }: Pick<ApplicationViewProps, 'status'>) {
  const t = useApplicationTexts();
  // There was no seat when the application came; now one is held.
  const findings = offer === undefined ? all : all.filter(({ verdict }) => verdict !== 'not_now');
  if (findings.length === 0) return null;
  return (
    <section className="part-small">
      <h2>{t('findings')}</h2>
      <ul className="findings">
        {findings.map(({ check, verdict, text }) => <li key={`${check} ${text}`} className={`found-${verdict}`}><i aria-hidden="true">{marks[verdict]}</i><span><span className="hidden">{t(`mark.${verdict}`)} </span>{text}</span></li>)}
      </ul>
    </section>
  );
}

/** The same form with what was typed; it is sent back before anything else becomes of the application. */
function Correct({ status, fleet, typed, problem, asked, to, human }: ApplicationViewProps & { fleet: JoinFleetPage }) {
  const t = useApplicationTexts();
  const shown = typed ?? typedFrom(status.answers);
  const mine = asked === 'correct' ? problem : undefined;
  const wrong = mine?.fields ?? (asked === 'correct' ? [] : wrongIn(status));
  return (
    <form className="apply" method="post" action={to}>
      <Problems problem={mine} />
      <Revision status={status} />
      <PolicyFields fields={fleet.fields} typed={shown} problems={wrong} chances={fleet.chances} />
      <ReadingsField readings={fleet.readings} typed={shown} problems={wrong} />
      {human}
      <p className="actions"><button type="submit" className="primary" name="do" value="correct">{t('correct_send')}</button></p>
    </form>
  );
}

/** Where the answer to a check is typed. */
const fieldsOfChecks: Partial<Record<CheckKind, string>> = { real_name: 'realName', reason: 'reason', question: 'question', uid: 'uid', contributor: 'pullRequest', reading: 'readings' };

/** What was found wanting when the application was handed in, beside its fields. */
function wrongIn({ findings }: ApplicationStatus): FieldProblem[] {
  return findings.flatMap(({ check, verdict, text }) => {
    const path = fieldsOfChecks[check];
    return verdict !== 'wrong' || path === undefined ? [] : [{ path, code: check, message: text }];
  });
}

function GiveUid({ status, problem, asked, typed, to }: ApplicationViewProps) {
  const t = useApplicationTexts();
  const problems = asked === 'uid' ? (problem?.fields ?? []).map((field) => ({ ...field, path: field.path.replace(/^answers\./, '') })) : [];
  return (
    <form className="card next" method="post" action={to}>
      <h2>{t('give_uid')}</h2>
      <p>{t('give_uid_lead')}</p>
      <Revision status={status} />
      <Field name="uid" label={t('give_uid_label')} hint={t('give_uid_hint')} problems={problems} value={typed?.answers.uid ?? ''} inputMode="numeric" required maxLength={64} />
      <p className="actions"><button type="submit" className="primary" name="do" value="uid">{t('give_uid_send')}</button></p>
    </form>
  );
}

function Appeal({ problem, asked, appeal, to }: ApplicationViewProps) {
  const t = useApplicationTexts();
  const problems = asked === 'appeal' ? (problem?.fields ?? []) : [];
  return (
    <details className="more" open={asked === 'appeal'}>
      <summary>{t('appeal')}</summary>
      <form className="apply" method="post" action={to}>
        <p>{t('appeal_lead')}</p>
        <Field name="text" label={t('appeal_text')} hint={t('appeal_hint')} problems={problems} value={appeal ?? ''} required maxLength={2000} long />
        <p className="actions"><button type="submit" name="do" value="appeal">{t('appeal_send')}</button></p>
      </form>
    </details>
  );
}

function Foot({ status, to, byLink, again }: Pick<ApplicationViewProps, 'status' | 'to' | 'byLink'> & { again: string }) {
  const t = useApplicationTexts();
  const { state, ended } = status;
  const isOver = state === 'withdrawn' || state === 'expired' || (state === 'joined' && ended !== undefined) || (state === 'rejected' && status.chancesLeft !== 0);
  // Where there is another seat or application already, or nothing to apply for, there is no way back.
  const leadsBack = isOver && ended !== 'fleet_removed' && ended !== 'moved' && ended !== 'merged';
  return (
    <div className="quiet">
      {leadsBack && <p className="links"><a className="button" href={`/g/${again}`}>{t('again')}</a></p>}
      {status.may.withdraw && (
        <details className="more">
          <summary>{t('withdraw')}</summary>
          <p className="small muted">{t('withdraw_lead')}</p>
          <form method="post" action={to}><Revision status={status} /><button type="submit" name="do" value="withdraw">{t('withdraw_sure')}</button></form>
        </details>
      )}
      {byLink ? <p className="small muted">{t('keep_link')}</p> : <p className="links"><a href="/account/applications">{t('to_own')}</a></p>}
    </div>
  );
}


