import type { JoinFleetPage } from '../../../common/contract/join.ts';
import type { Problem } from '../../../common/contract/problem.ts';
import { ConsentNote, type FormNotice } from '../../privacy/ConsentNote.tsx';
import { Field } from '../../public/Field.tsx';
import { useJoining, useJoinTexts } from '../joining.ts';
import type { Typed } from '../typed.ts';
import { PolicyFields, problemOf, ReadingsField } from './Fields.tsx';
import { Problems } from './Problems.tsx';

/** Who fills the form: a stranger proves an address on the way; somebody signed in has one, or gives it. */
export type Applicant = { kind: 'stranger' } | { kind: 'person'; name: string; email?: string | undefined };

type Form = {
  fleet: JoinFleetPage;
  applicant: Applicant;
  typed: Typed;
  problem: Problem | undefined;
  notice: FormNotice;
  /** The group that was asked for by its number. */
  group?: string | undefined;
  /** The path of this page, where it is sent to. */
  to: string;
  /** What proves that a human fills it. */
  human?: React.ReactNode;
};

/** The one form for joining, whether one has an account or not. */
export function JoinForm({ fleet, applicant, typed, problem, notice, group, to, human }: Form) {
  const t = useJoinTexts();
  const { language } = useJoining();
  const problems = problem?.fields ?? [];
  const asksEmail = applicant.kind === 'stranger' || applicant.email === undefined;
  const wrongEmail = problemOf(problems, 'email');
  const action = asksEmail ? 'send_verify' : fleet.landing.kind === 'waitlist' ? 'send_waitlist' : 'send';
  return (
    <form className="apply" method="post" action={to} id="apply">
      <h2>{t('form')}</h2>
      <Problems problem={problem} />
      <Who applicant={applicant} to={to} />
      {fleet.checks.filter(({ check }) => check === 'sibling').map(({ text }) => <p key={text} className="small muted">{text}</p>)}
      <PolicyFields fields={fleet.fields} typed={typed} problems={problems} chances={fleet.chances} />
      {asksEmail && <Field name="email" label={t('email')} hint={t('email_hint')} problems={wrongEmail === undefined ? [] : [{ ...wrongEmail, path: 'email' }]} value={typed.email} type="email" autoComplete="email" required maxLength={254} />}
      <ReadingsField readings={fleet.readings} typed={typed} problems={problems} />
      {human}
      <ConsentNote notice={notice} language={language} problems={problems} checked={typed.consent} />
      {group !== undefined && <input type="hidden" name="group" value={group} />}
      {typed.key !== '' && <input type="hidden" name="key" value={typed.key} />}
      <p className="actions"><button type="submit" className="primary">{t(action)}</button></p>
      {notice === undefined && <p className="small muted">{t('privacy')} <a href="/privacy#application">{t('privacy_more')}</a></p>}
    </form>
  );
}

function Who({ applicant, to }: { applicant: Applicant; to: string }) {
  const t = useJoinTexts();
  const elsewhere = `/sign-in?to=${encodeURIComponent(to)}`;
  if (applicant.kind === 'stranger') return <p className="small"><a href={elsewhere} rel="nofollow">{t('have_account')}</a></p>;
  const { name, email } = applicant;
  return <p className="small">{email === undefined ? `${t('signed_in_name', { name })} ${t('no_proven')}` : t('signed_in_as', { name, email })} <a href="/sign-out">{t('not_me')}</a></p>;
}
