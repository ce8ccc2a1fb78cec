import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import type { OpenInvitation } from '../../common/contract/staff.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { exactTime } from '../../common/i18n/times.ts';
import { invitationMessages } from '../../common/locales/invitation/index.ts';
import { rightsMessages } from '../../common/locales/rights/index.ts';
import { pageContext } from '../page-context.ts';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/InvitationPage.ts';
import { invitationCookie } from './invitation-cookie.ts';
import { textOf } from './text-of.ts';
import { isToken } from './token-cookie.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/**
 * The link of an invitation. Its token moves into a cookie before anything is drawn; looking changes nothing, so scanners of mail may look.
 * A link that was used, has expired, was revoked or made up reads like an absent page (D2).
 */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, secure, timeZone } = context.get(pageContext);
  const given = new URL(request.url).searchParams.get('token');
  if (given !== null) throw isToken(given) ? redirect('/invitation', { status: 303, headers: { 'referrer-policy': 'no-referrer', 'set-cookie': invitationCookie.write(given, secure) } }) : gone();
  const token = invitationCookie.read(request.headers.get('cookie'), secure);
  const invitation = token === undefined ? undefined : await ops.readInvitation({ token });
  if (invitation?.ok !== true) throw gone();
  return { invitation: invitation.value, timeZone };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { ops, explain, secure, sessionCookie } = context.get(pageContext);
  const token = invitationCookie.read(request.headers.get('cookie'), secure);
  if (token === undefined) throw gone();
  const form = await request.formData();
  const name = textOf(form, 'name');
  const outcome = await ops.acceptInvitation({ token, ...(form.has('name') ? { name } : {}) });
  if (outcome.ok) {
    const { started } = outcome.value;
    const headers = new Headers([['set-cookie', invitationCookie.write(null, secure)], ...(started === undefined ? [] : [['set-cookie', sessionCookie(started.token)] as [string, string]])]);
    throw redirect(started === undefined ? '/console' : '/account/security', { status: 303, headers });
  }
  if (outcome.refusal.code === 'not_found') throw gone();
  const problem = explain(outcome.refusal);
  return data({ problem, name }, { status: problem.status });
}

function gone() {
  return data({ invitation: true }, { status: 404 });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function InvitationPage({ loaderData: { invitation, timeZone }, actionData }: Route.ComponentProps) {
  return <InvitationView language={useLanguage()} invitation={invitation} timeZone={timeZone} name={actionData?.name ?? ''} problem={actionData?.problem} />;
}

type View = { language: Language; invitation: OpenInvitation; timeZone: string; name: string; problem: Problem | undefined };

/** What one is invited to, by whom, and the button that accepts. */
export function InvitationView({ language, invitation, timeZone, name, problem }: View) {
  const t = translator(invitationMessages, language);
  const rights = translator(rightsMessages, language);
  const { email, by, note, grants, needs, expiresAt } = invitation;
  const roles = [...new Set(grants.map(({ role }) => rights(`role.${role}`)))].join(t('and'));
  return (
    <form className="plain" method="post" action="/invitation">
      <title>{t('title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('title')}</h1>
      <p>{by === undefined ? t('lead', { roles }) : t('lead_by', { name: by, roles })}</p>
      {note !== undefined && <p className="note">{note}</p>}
      <p className="muted">{t('address', { email })} {t('until', { when: exactTime(expiresAt, timeZone, language) })}</p>
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      {needs === 'name' && <Field name="name" label={t('name')} hint={t('name_hint')} problems={problem?.fields ?? []} value={name} autoComplete="name" required maxLength={60} />}
      {needs === 'sign_in' && <p className="note">{t('sign_in_first')}</p>}
      {needs === 'other_account' && <p className="note warn">{t('other_account')}</p>}
      <p className="actions">
        {needs === 'sign_in' && <a className="primary" href="/sign-in?to=/invitation">{t('sign_in')}</a>}
        {needs === 'other_account' && <a href="/sign-out">{t('sign_out')}</a>}
        {(needs === 'name' || needs === 'nothing') && <button type="submit" className="primary">{t('accept')}</button>}
      </p>
      {needs === 'name' && <p className="muted">{t('afterwards')}</p>}
    </form>
  );
}
