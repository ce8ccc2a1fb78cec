import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { accountMessages } from '../../common/locales/account/index.ts';
import { pageContext } from '../page-context.ts';
import { textOf } from '../people/text-of.ts';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/TotpPage.ts';
import { CodesView } from './CodesView.tsx';
import { drawTotpCode } from './totp-image.server.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Scan, enter a code, keep the recovery codes. */
export async function loader({ context }: Route.LoaderArgs) {
  const { ops, explain } = context.get(pageContext);
  const offered = await ops.readOfferedTotp({});
  if (!offered.ok) {
    if (offered.refusal.code === 'recent_sign_in_required') throw Response.json(explain(offered.refusal), { status: 403 });
    return { shownKey: null, image: '' };
  }
  const { key, uri } = offered.value;
  return { shownKey: (key.match(/.{1,4}/g) ?? []).join(' '), image: await drawTotpCode(uri) };
}

export async function action({ context, request }: Route.ActionArgs): Promise<Response | ReturnType<typeof data<{ problem?: Problem; codes?: readonly string[] }>>> {
  const { ops, explain, sessionCookie } = context.get(pageContext);
  const outcome = await ops.confirmTotp({ code: textOf(await request.formData(), 'code') });
  if (outcome.ok) return data({ codes: outcome.value.codes }, { headers: { 'set-cookie': sessionCookie(outcome.value.token) } });
  const problem = explain(outcome.refusal);
  if (problem.code === 'not_found') throw redirect('/account/security', 303);
  return data({ problem }, { status: problem.status });
}

export function headers({ actionHeaders }: Route.HeadersArgs) {
  const headers = new Headers({ 'lichun-page': 'public' });
  for (const cookie of actionHeaders?.getSetCookie() ?? []) headers.append('set-cookie', cookie);
  return headers;
}

export default function TotpPage({ loaderData, actionData }: Route.ComponentProps) {
  const language = useLanguage();
  const answer = actionData as { problem?: Problem; codes?: readonly string[] } | undefined;
  if (answer?.codes !== undefined) return <CodesView language={language} codes={answer.codes} to="/account/security?done=factor" />;
  return <TotpView language={language} {...loaderData} problem={answer?.problem} />;
}

export function TotpView({ language, shownKey, image, problem }: { language: Language; shownKey: string | null; image: string; problem: Problem | undefined }) {
  const t = translator(accountMessages, language);
  if (shownKey === null) {
    return (
      <form className="plain" method="post" action="/account/security">
        <title>{t('totp_title')}</title>
        <h1>{t('totp_title')}</h1>
        <p>{t('totp_lead')}</p>
        <p className="actions"><button type="submit" name="intent" value="offer_totp" className="primary">{t('totp_add')}</button></p>
      </form>
    );
  }
  return (
    <form className="plain" method="post" action="/account/security/app">
      <title>{t('totp_title')}</title>
      <h1>{t('totp_title')}</h1>
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      <ol className="steps part-small">
        <li>
          <p>{t('totp_step_scan')}</p>
          <p className="muted small">{t('totp_apps')}</p>
          <figure className="code"><img src={image} alt={t('totp_qr')} width="200" height="200" /></figure>
          <details className="more"><summary>{t('totp_key')}</summary><p><code className="key">{shownKey}</code></p></details>
        </li>
        <li><Field name="code" label={t('totp_step_code')} problems={problem?.fields ?? []} inputMode="numeric" autoComplete="one-time-code" required maxLength={20} /></li>
      </ol>
      <p className="actions"><button type="submit" className="primary">{t('totp_confirm')}</button> <a className="button" href="/account/security">{t('back')}</a></p>
    </form>
  );
}
