import { redirect } from 'react-router';
import type { PageContext } from '../page-context.ts';
import { welcomeTo } from '../people/arrive.ts';
import { returnPath } from '../people/return-path.ts';

/** Pages that somebody needs who does not agree: to read it, to take their data along or have them deleted, and to show who they are for that. */
const open = /^\/account\/(?:welcome|privacy|confirm|confirmed)(?:\/|$)/;

/**
 * Leads whoever is signed in to where they agree, while the notice in force asks for it: a new version asks again, and so it does whoever came by an
 * invitation. Programs, public pages and what is sent are not held up.
 */
export async function askForMissingConsent({ actor, ops }: Pick<PageContext, 'actor' | 'ops'>, request: Request): Promise<void> {
  const { pathname, search } = new URL(request.url);
  if (actor.kind !== 'person' || request.method !== 'GET' || open.test(pathname) || pathname.endsWith('.data')) return;
  const consent = await ops.readOwnConsent({ form: 'sign_in' });
  if (consent.ok && consent.value.missing) throw redirect(welcomeTo(returnPath(pathname + search, pathname.startsWith('/console') ? '/console' : '/account'), true), 303);
}
