import { redirect } from 'react-router';
import { pageContext } from '../page-context.ts';
import { isToken } from '../people/token-cookie.ts';
import type { Route } from './+types/invitation-token.ts';
import { openedInvitationCookie } from './cookies.ts';

/**
 * The link of an invitation as it is sent. Its token moves into a cookie before anything is drawn, so that neither the address bar nor later
 * pages, pictures or copies of the address have it. Nothing is looked up or written, so that scanners of mail may follow it; a token that
 * cannot be one leads to the same page, without a cookie.
 */
export function loader({ context, params }: Route.LoaderArgs): Response {
  const { secure } = context.get(pageContext);
  return redirect('/i', { status: 303, headers: { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer', 'set-cookie': openedInvitationCookie.write(isToken(params.token) ? params.token : null, secure) } });
}
