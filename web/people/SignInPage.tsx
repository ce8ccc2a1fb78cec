import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { signInMessages } from '../../common/locales/sign-in/index.ts';
import { pageContext } from '../page-context.ts';
import { ConsentNote, type FormNotice } from '../privacy/ConsentNote.tsx';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SignInPage.ts';
import { arrive } from './arrive.ts';
import { isOpenToOthers } from './connection.ts';
import { PasskeyButton } from './PasskeyButton.tsx';
import { homeOfSignedIn, homeOfVisitor, returnPath } from './return-path.ts';
import { textOf } from './text-of.ts';
import { codeCookie } from './token-cookie.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, actor, explain, origin, secure } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  if (actor.kind === 'person') throw redirect(returnPath(query.get('to'), actor.grants.length > 0 ? homeOfSignedIn : homeOfVisitor), 303);
  const [ways, notice] = await Promise.all([ops.listSignInWays({}), ops.readPrivacyNotice({ form: 'sign_in' })]);
  if (!ways.ok) throw Response.json(explain(ways.refusal), { status: 503 });
  return { to: returnPath(query.get('to'), ''), signedOut: query.get('out') === '1', insecure: isOpenToOthers(origin, secure), ways: ways.value, notice: notice.ok ? notice.value : undefined };
}

/** Sends a code, or signs in with a password. */
export async function action({ context, request }: Route.ActionArgs) {
  const page = context.get(pageContext);
  const form = await request.formData();
  const to = returnPath(textOf(form, 'to'), '');
  const way = textOf(form, 'way');
  if (way === 'email' || way === 'phone') {
    const sent = await page.ops.requestSignInCode({ kind: way, address: textOf(form, 'address'), to });
    if (sent.ok) throw redirect('/sign-in/code', { status: 303, headers: { 'set-cookie': codeCookie.write(sent.value.token, page.secure) } });
    const problem = page.explain(sent.refusal);
    return data(again({ problem, way, typed: textOf(form, 'address'), to }), { status: problem.status });
  }
  const signedIn = await page.ops.signIn({ email: textOf(form, 'email'), password: textOf(form, 'password'), to });
  if (signedIn.ok) throw arrive(signedIn.value, page);
  const problem = page.explain(signedIn.refusal);
  return data(again({ problem, way: 'password', typed: textOf(form, 'email'), to }), { status: problem.status });
}

type Again = Pick<View, 'problem' | 'way' | 'typed' | 'to'>;
const again = (answer: Again): Again => answer;

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function SignInPage({ loaderData: { to, signedOut, insecure, ways, notice }, actionData }: Route.ComponentProps) {
  const first: Again = { to, typed: '', way: 'email', problem: undefined };
  return <SignInView language={useLanguage()} {...(actionData ?? first)} signedOut={signedOut && actionData === undefined} insecure={insecure} ways={ways} notice={notice} />;
}

type Ways = { sms: boolean; passkeys: boolean; providers: readonly { key: string; name: string }[] };
type View = { language: Language; to: string; way: 'email' | 'phone' | 'password'; typed: string; problem: Problem | undefined; signedOut: boolean; insecure: boolean; ways: Ways; notice?: FormNotice };

/** One calm page: an address and a button; everything else below. */
export function SignInView({ language, to, way, typed, problem, signedOut, insecure, ways, notice }: View) {
  const t = translator(signInMessages, language);
  const problemsOf = (which: View['way']) => (which === way ? (problem?.fields ?? []) : []);
  const typedFor = (which: View['way']) => (which === way ? { value: typed } : {});
  return (
    <div className="plain">
      <title>{t('title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('title')}</h1>
      <p className="muted">{t('lead')}</p>
      {signedOut && <p className="note good">{t('signed_out')}</p>}
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      {insecure && <p className="note warn">{t('insecure')}</p>}
      <form method="post" action="/sign-in">
        <Field name="address" label={t('email')} hint={t('email_hint')} problems={problemsOf('email')} {...typedFor('email')} type="email" autoComplete="email" required maxLength={254} />
        <input type="hidden" name="way" value="email" />
        <input type="hidden" name="to" value={to} />
        <p className="actions"><button type="submit" className="primary">{t('send_code')}</button></p>
        <ConsentNote notice={shownOnly(notice)} language={language} />
      </form>
      {(ways.passkeys || ways.providers.length > 0) && <Others ways={ways} to={to} language={language} />}
      {ways.sms && (
        <details className="more" open={way === 'phone'}>
          <summary>{t('phone_way')}</summary>
          <form method="post" action="/sign-in">
            <Field id="phone" name="address" label={t('phone')} hint={t('phone_hint')} problems={problemsOf('phone')} {...typedFor('phone')} type="tel" autoComplete="tel" required maxLength={40} />
            <input type="hidden" name="way" value="phone" />
            <input type="hidden" name="to" value={to} />
            <p className="actions"><button type="submit">{t('send_code')}</button></p>
          </form>
        </details>
      )}
      <details className="more" open={way === 'password'}>
        <summary>{t('password_way')}</summary>
        <form method="post" action="/sign-in">
          <Field name="email" label={t('email')} problems={problemsOf('password')} {...typedFor('password')} type="email" autoComplete="username" required maxLength={254} />
          <Field name="password" label={t('password')} problems={problemsOf('password')} type="password" autoComplete="current-password" required maxLength={200} />
          <input type="hidden" name="to" value={to} />
          <p className="actions"><button type="submit">{t('sign_in')}</button></p>
          <p className="muted small">{t('forgot')}</p>
        </form>
      </details>
    </div>
  );
}

/** Before somebody is known, the notice is there to be read; its box comes once they are signed in, for those who have not ticked it. */
const shownOnly = (notice: FormNotice): FormNotice => (notice === undefined ? undefined : { id: notice.id, form: notice.form, version: notice.version, text: notice.text });

function Others({ ways, to, language }: { ways: Ways; to: string; language: Language }) {
  const t = translator(signInMessages, language);
  return (
    <section className="others" aria-label={t('or')}>
      {ways.passkeys && <PasskeyButton intent="sign_in" to={to} label={t('passkey')} language={language} />}
      {ways.providers.map(({ key, name }) => (
        <form key={key} method="post" action={`/sign-in/oidc/${key}`}>
          <input type="hidden" name="to" value={to} />
          <button type="submit">{t('provider', { name })}</button>
        </form>
      ))}
    </section>
  );
}
