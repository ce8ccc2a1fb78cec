import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { accountMessages } from '../../common/locales/account/index.ts';
import { pageContext } from '../page-context.ts';
import { PasskeyButton } from '../people/PasskeyButton.tsx';
import { homeOfVisitor, returnPath } from '../people/return-path.ts';
import { textOf } from '../people/text-of.ts';
import { codeCookie } from '../people/token-cookie.ts';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/ConfirmPage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Where one shows anew who one is, and goes on to where one came from. The session begins anew with it (D9). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, explain, secure } = context.get(pageContext);
  const [security, account, ways] = await Promise.all([ops.readSecurity({}), ops.readAccount({}), ops.listSignInWays({})]);
  if (!security.ok || !account.ok || !ways.ok) throw Response.json(security.ok ? null : explain(security.refusal), { status: 404 });
  const { identities } = account.value;
  const can = (way: (typeof security.value.mayConfirmBy)[number]) => security.value.mayConfirmBy.includes(way);
  const token = codeCookie.read(request.headers.get('cookie'), secure);
  const waiting = token === undefined ? undefined : await ops.readWaitingCode({ token });
  const query = new URL(request.url).searchParams;
  return {
    to: returnPath(query.get('to'), homeOfVisitor),
    passkey: can('passkey') && ways.value.passkeys,
    password: can('password'),
    totp: can('totp'),
    addresses: identities.filter(({ kind, provenAt }) => provenAt !== undefined && (kind === 'email' || (kind === 'phone' && ways.value.sms))).map(({ kind, typed }) => ({ kind: kind as 'email' | 'phone', typed })),
    providers: ways.value.providers.filter((provider) => identities.some(({ kind, issuer }) => kind === 'oidc' && issuer === provider.issuer)),
    waiting: query.has('sent') && waiting?.ok === true && waiting.value.purpose === 'confirm' ? waiting.value.typed : null,
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { ops, explain, secure, sessionCookie } = context.get(pageContext);
  const form = await request.formData();
  const to = returnPath(textOf(form, 'to'), homeOfVisitor);
  const how = textOf(form, 'how');
  if (how === 'email' || how === 'phone') {
    const sent = await ops.requestConfirmation({ kind: how, address: textOf(form, 'address') });
    if (sent.ok) throw redirect(`/account/confirm?sent=1&to=${encodeURIComponent(to)}`, { status: 303, headers: { 'set-cookie': codeCookie.write(sent.value.token, secure) } });
    const problem = explain(sent.refusal);
    return data({ problem, how }, { status: problem.status });
  }
  const answer = textOf(form, 'answer');
  const token = codeCookie.read(request.headers.get('cookie'), secure) ?? '';
  const outcome = how === 'password' ? await ops.confirmWithPassword({ password: answer }) : how === 'code' ? await ops.confirmWithCode({ token, code: answer }) : await ops.confirmWithSecondFactor({ code: answer });
  if (outcome.ok) throw redirect(to, { status: 303, headers: [['set-cookie', sessionCookie(outcome.value.token)], ['set-cookie', codeCookie.write(null, secure)]] });
  const problem = explain(outcome.refusal);
  return data({ problem, how }, { status: problem.status });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function ConfirmPage({ loaderData, actionData }: Route.ComponentProps) {
  return <ConfirmView language={useLanguage()} {...loaderData} problem={actionData?.problem} how={actionData?.how} />;
}

type View = {
  language: Language; to: string; passkey: boolean; password: boolean; totp: boolean; addresses: readonly { kind: 'email' | 'phone'; typed: string }[]; providers: readonly { key: string; name: string }[];
  waiting: string | null; problem: Problem | undefined; how: string | undefined;
};

export function ConfirmView({ language, to, passkey, password, totp, addresses, providers, waiting, problem, how }: View) {
  const t = translator(accountMessages, language);
  const none = !passkey && !password && !totp && addresses.length === 0 && providers.length === 0;
  const here = <input type="hidden" name="to" value={to} />;
  const ask = (which: 'password' | 'totp' | 'code', label: string, type: 'password' | 'text', autoComplete: string) => (
    <form method="post" action={`/account/confirm?to=${encodeURIComponent(to)}${which === 'code' ? '&sent=1' : ''}`}>
      {here}
      <Field id={`answer-${which}`} name="answer" label={label} problems={how === which ? (problem?.fields ?? []).map((field) => ({ ...field, path: 'answer' })) : []} type={type} autoComplete={autoComplete} required maxLength={200} />
      <p className="actions"><button type="submit" name="how" value={which} className={which === 'code' ? 'primary' : undefined}>{t('confirm')}</button></p>
    </form>
  );
  return (
    <div className="plain">
      <title>{t('confirm_title')}</title>
      <h1>{t('confirm_title')}</h1>
      <p>{t('confirm_lead')}</p>
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      {none && <p className="note">{t('confirm_none')}</p>}
      {waiting !== null && <section className="part-small"><p>{t('prove_lead', { typed: waiting })}</p>{ask('code', t('code'), 'text', 'one-time-code')}</section>}
      {passkey && <section className="others"><PasskeyButton intent="confirm" to={to} label={t('confirm_passkey')} language={language} primary={waiting === null} /></section>}
      {totp && <details className="more" open={waiting === null && (how === 'totp' || !passkey)}><summary>{t('confirm_totp')}</summary>{ask('totp', t('confirm_totp_code'), 'text', 'one-time-code')}</details>}
      {password && <details className="more" open={waiting === null && (how === 'password' || (!passkey && !totp))}><summary>{t('confirm_password')}</summary>{ask('password', t('password'), 'password', 'current-password')}</details>}
      <section className="others">
        {addresses.map(({ kind, typed }) => (
          <form key={typed} method="post" action={`/account/confirm?to=${encodeURIComponent(to)}`}>
            {here}
            <input type="hidden" name="address" value={typed} />
            <button type="submit" name="how" value={kind}>{t('confirm_email', { typed })}</button>
          </form>
        ))}
        {providers.map(({ key, name }) => (
          <form key={key} method="post" action={`/sign-in/oidc/${key}`}>
            {here}
            <input type="hidden" name="purpose" value="confirm" />
            <button type="submit">{t('confirm_provider', { name })}</button>
          </form>
        ))}
      </section>
    </div>
  );
}
