import { data, redirect } from 'react-router';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { applicationMessages } from '../../common/locales/application/index.ts';
import { pageContext } from '../page-context.ts';
import { isToken } from '../people/token-cookie.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/ApplicationLinkPage.ts';
import { actOn, ownHeaders, readStatus } from './application.server.ts';
import { ApplicationView, doneWords } from './ApplicationView.tsx';
import { CorrectionProofs } from './parts/Proofs.tsx';
import { applicationCookie } from './cookies.ts';
import styles from './join.css?url';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

const to = '/applications/status';

/**
 * An application by the link of its mails, without an account. The token moves from the address into a cookie before anything is drawn, so
 * that no later page, picture or log learns it; looking changes nothing. All links that open nothing look alike.
 */
export async function loader({ context, request }: Route.LoaderArgs) {
  const own = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const given = query.get('token');
  if (given !== null) throw redirect(to, { status: 303, headers: { 'referrer-policy': 'no-referrer', ...(isToken(given) ? { 'set-cookie': applicationCookie.write(given, own.secure) } : {}) } });
  const token = applicationCookie.read(request.headers.get('cookie'), own.secure);
  const read = token === undefined ? undefined : await readStatus(own, token);
  if (read === undefined) return data({ read: null, done: undefined, now: own.now.toISOString() }, { status: 404, headers: ownHeaders });
  return data({ read, done: doneWords.find((word) => word === query.get('done')), now: own.now.toISOString() }, { headers: ownHeaders });
}

export async function action({ context, request }: Route.ActionArgs) {
  const own = context.get(pageContext);
  const token = applicationCookie.read(request.headers.get('cookie'), own.secure);
  if (token === undefined) throw redirect(to, 303);
  return actOn(own, token, to, await request.formData());
}

export function headers() {
  return ownHeaders;
}

export default function ApplicationLinkPage({ loaderData: { read, done, now }, actionData }: Route.ComponentProps) {
  const language = useLanguage();
  if (read === null) return <GoneView language={language} />;
  const { zone, ...shown } = read;
  const { codeSentTo, ...answer } = actionData ?? {};
  return <ApplicationView language={language} timeZone={zone} {...shown} to={to} done={done} now={now} byLink problem={undefined} {...answer} human={<CorrectionProofs {...shown} to={to} problem={actionData?.problem} codeSentTo={codeSentTo} />} />;
}

export function GoneView({ language }: { language: Language }) {
  const t = translator(applicationMessages, language);
  return (
    <div className="plain">
      <title>{t('link_gone_title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('link_gone_title')}</h1>
      <p>{t('link_gone')}</p>
      <p className="links"><a className="button" href="/account/applications">{t('to_own')}</a></p>
    </div>
  );
}
