import { data, redirect } from 'react-router';
import type { OpenedGroupInvitation } from '../../common/contract/entrances.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { describeInstant, exactTime } from '../../common/i18n/times.ts';
import { closeUp } from '../../common/i18n/words.ts';
import { joinMessages } from '../../common/locales/join/index.ts';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/InvitationLinkPage.ts';
import { groupInvitationCookie, openedInvitationCookie } from './cookies.ts';
import styles from './join.css?url';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

const to = '/i';

/** Where the invitation leads whose link this browser opened. Looking uses nothing up; all links that lead nowhere look alike (D2). */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, now, secure, timeZone } = context.get(pageContext);
  const token = openedInvitationCookie.read(request.headers.get('cookie'), secure);
  const opened = token === undefined ? undefined : await ops.readGroupInvitation({ token });
  return opened?.ok === true ? { invitation: opened.value, now: now.toISOString(), zone: timeZone } : data({ invitation: null, now: now.toISOString(), zone: timeZone }, { status: 404 });
}

/** From here on the browser brings it along with the form. */
export async function action({ context, request }: Route.ActionArgs) {
  const { ops, secure } = context.get(pageContext);
  const token = openedInvitationCookie.read(request.headers.get('cookie'), secure);
  const opened = token === undefined ? undefined : await ops.readGroupInvitation({ token });
  if (token === undefined || opened?.ok !== true) throw redirect(to, 303);
  const join = await ops.readJoinPage({ name: opened.value.fleet });
  const address = join.ok ? (join.value.fleets.find(({ key }) => key === opened.value.fleet)?.address ?? opened.value.fleet) : opened.value.fleet;
  const headers = new Headers([['set-cookie', groupInvitationCookie.write(token, secure)], ['set-cookie', openedInvitationCookie.write(null, secure)], ['referrer-policy', 'no-referrer']]);
  throw redirect(`/g/${address}${address.includes('?') ? '&' : '?'}invited=1`, { status: 303, headers });
}

export function headers() {
  return { 'lichun-page': 'public', 'cache-control': 'private, no-store' };
}

export default function InvitationLinkPage({ loaderData }: Route.ComponentProps) {
  return <InvitationLinkView language={useLanguage()} {...loaderData} />;
}

export function InvitationLinkView({ language, invitation, now, zone }: { language: Language; invitation: OpenedGroupInvitation | null; now: string; zone: string }) {
  const t = translator(joinMessages, language);
  if (invitation === null) {
    return (
      <div className="plain">
        <title>{t('invite.gone_title')}</title>
        <meta name="robots" content="noindex" />
        <h1>{t('invite.gone_title')}</h1>
        <p>{t('invite.gone')}</p>
        <p className="links"><a className="button" href="/">{t('back')}</a></p>
      </div>
    );
  }
  const { fleetName: name, by, priority, personal, forYou, expiresAt } = invitation;
  const until = describeInstant(expiresAt, now, zone, language, { end: true });
  return (
    <form className="plain" method="post" action={to}>
      <title>{closeUp(t('invite.title', { name }), [name])}</title>
      <meta name="robots" content="noindex" />
      <h1>{by === undefined ? closeUp(t('invite.title', { name }), [name]) : closeUp(t('invite.title_by', { name, by }), [name])}</h1>
      <p>{t('invite.lead')}</p>
      {personal && forYou !== true && <p className="note">{t(forYou === false ? 'invite.not_you' : 'invite.personal')}</p>}
      {priority !== undefined && <p className="note good">{t('invite.priority')}</p>}
      <p className="actions"><button type="submit" className="primary">{t('invite.go')}</button></p>
      <p className="small muted" title={exactTime(expiresAt, zone, language)}>{closeUp(t('invite.until', { at: until }), [until])}</p>
    </form>
  );
}
