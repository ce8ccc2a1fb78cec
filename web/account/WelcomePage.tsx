import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { accountMessages } from '../../common/locales/account/index.ts';
import { pageContext } from '../page-context.ts';
import { welcomeTo } from '../people/arrive.ts';
import { homeOfVisitor, returnPath } from '../people/return-path.ts';
import { textOf } from '../people/text-of.ts';
import { ConsentNote, consentOf, type FormNotice } from '../privacy/ConsentNote.tsx';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/WelcomePage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Asks somebody who is new how they are called, and whoever has not agreed to the notice in force to agree; goes on to where they wanted. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { actor, ops } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const [again, to] = [query.get('again') === '1', returnPath(query.get('to'), homeOfVisitor)];
  const [notice, consent] = await Promise.all([ops.readPrivacyNotice({ form: 'sign_in' }), ops.readOwnConsent({ form: 'sign_in' })]);
  if (again && consent.ok && !consent.value.missing) throw redirect(to, 303);
  return { notice: notice.ok ? notice.value : undefined, name: actor.kind === 'person' ? actor.name : '', to, again };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { ops, explain, language } = context.get(pageContext);
  const form = await request.formData();
  const to = returnPath(textOf(form, 'to'), homeOfVisitor);
  const agreed = await ops.recordOwnConsent({ form: 'sign_in', ...consentOf(form) });
  const outcome = agreed.ok && form.has('name') ? await ops.changeAccount({ name: textOf(form, 'name'), language }) : agreed;
  if (outcome.ok) throw redirect(to, 303);
  const problem = explain(outcome.refusal);
  return data({ problem }, { status: problem.status });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function WelcomePage({ loaderData, actionData }: Route.ComponentProps) {
  return <WelcomeView language={useLanguage()} {...loaderData} problem={actionData?.problem} />;
}

type View = { language: Language; name: string; to: string; again?: boolean; notice?: FormNotice; problem: Problem | undefined };

export function WelcomeView({ language, name, to, again = false, notice, problem }: View) {
  const t = translator(accountMessages, language);
  const title = t(again ? 'agree_title' : 'welcome_title');
  const required = notice?.consent?.required === true;
  return (
    <form className="plain" method="post" action={welcomeTo(to, again)}>
      <title>{title}</title>
      <meta name="robots" content="noindex" />
      <h1>{title}</h1>
      <p>{t(again ? 'agree_lead' : 'welcome_lead')}</p>
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      {!again && <Field name="name" label={t('name')} hint={t('name_hint')} problems={problem?.fields ?? []} value={name} autoComplete="name" required maxLength={60} />}
      <ConsentNote notice={notice} language={language} problems={problem?.fields ?? []} />
      <input type="hidden" name="to" value={to} />
      <p className="actions"><button type="submit" className="primary">{t('go_on')}</button>{!required && <> <a className="button" href={to}>{t('later')}</a></>}</p>
      {required && <p className="links">{t('agree_not')} <a href="/account/privacy">{t('agree_not_data')}</a></p>}
    </form>
  );
}
