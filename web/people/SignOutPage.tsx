import { redirect } from 'react-router';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { peopleMessages } from '../../common/locales/people/index.ts';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SignOutPage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Looking at the page signs nobody out: that takes a POST (D10). */
export function loader({ context }: Route.LoaderArgs) {
  const { actor } = context.get(pageContext);
  if (actor.kind !== 'person') throw redirect('/sign-in', 303);
  return { name: actor.name };
}

export async function action({ context }: Route.ActionArgs) {
  const { ops, actor, explain, sessionCookie } = context.get(pageContext);
  if (actor.kind === 'person') {
    const outcome = await ops.signOut({});
    if (!outcome.ok) {
      const problem = explain(outcome.refusal);
      throw Response.json(problem, { status: problem.status });
    }
  }
  throw redirect('/sign-in?out=1', { status: 303, headers: { 'set-cookie': sessionCookie(null) } });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function SignOutPage({ loaderData: { name } }: Route.ComponentProps) {
  return <SignOutView language={useLanguage()} name={name} />;
}

export function SignOutView({ language, name }: { language: Language; name: string }) {
  const t = translator(peopleMessages, language);
  return (
    <form className="plain" method="post" action="/sign-out">
      <title>{t('sign_out_title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('sign_out_title')}</h1>
      <p>{t('sign_out_lead', { name })}</p>
      <p className="actions"><button type="submit" className="primary">{t('sign_out')}</button> <a className="button" href="/console">{t('stay')}</a></p>
    </form>
  );
}
