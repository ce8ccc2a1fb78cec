/** Where signing in leads staff without another wish. */
export const homeOfSignedIn = '/console';
/** Where it leads everybody else. */
export const homeOfVisitor = '/account';

const segment = '[a-z0-9_-][a-z0-9._-]*';
const canonical = new RegExp(`^/${segment}(?:/${segment})*(?:\\?[A-Za-z0-9=&._~:%+-]+)?$`);

/**
 * Where to go after signing in: a canonical path of this site, as the address said, or the console (D6).
 * Everything that a browser might read as another site or scheme is none: `//evil`, `/\evil`, `https:evil`, `@evil`, tabs, line feeds.
 */
export function returnPath(wanted: string | null | undefined, home = homeOfSignedIn): string {
  if (typeof wanted !== 'string' || wanted.length > 500 || !canonical.test(wanted)) return home;
  // Signing out or in again is no place to arrive.
  return /^\/(?:sign-in|sign-out|set-up|api|account\/(?:confirm|welcome))(?:[/?]|$)/.test(wanted) ? home : wanted;
}
