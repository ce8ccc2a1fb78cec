import { redirect } from 'react-router';
import type { SignInStep } from '../../common/contract/sign-in.ts';
import { homeOfSignedIn, homeOfVisitor, returnPath } from './return-path.ts';
import { codeCookie, linkCookie, stepCookie, visitCookie } from './token-cookie.ts';

type Page = { secure: boolean; sessionCookie(token: string | null): string };

/** The cookies that a step of signing in leaves behind, and the page that comes next. */
export function nextOf(step: SignInStep, { secure, sessionCookie }: Page): { to: string; headers: Headers } {
  const headers = new Headers();
  for (const cookie of [codeCookie, linkCookie, visitCookie]) headers.append('set-cookie', cookie.write(null, secure));
  headers.append('set-cookie', stepCookie.write(step.step === 'more' ? step.token : null, secure));
  if (step.step === 'more') return { to: '/sign-in/second-factor', headers };
  headers.append('set-cookie', sessionCookie(step.token));
  const to = returnPath(step.to, step.staff ? homeOfSignedIn : homeOfVisitor);
  const next = step.held ? `/account/security?to=${encodeURIComponent(to)}` : to;
  // Whoever came to hand an application in is called something later; an agreement that is asked for does not wait.
  const mayWait = to.startsWith('/applications/');
  if (step.newcomer && !step.held && !mayWait) return { to: welcomeTo(next, false), headers };
  return { to: step.consent ? welcomeTo(next, true) : next, headers };
}

/** The page on which somebody says how they are called and agrees; `again`: only the agreement is asked for. */
export function welcomeTo(to: string, again: boolean): string {
  return `/account/welcome?to=${encodeURIComponent(to)}${again ? '&again=1' : ''}`;
}

/** Goes on after a step of signing in. */
export function arrive(step: SignInStep, page: Page): Response {
  const { to, headers } = nextOf(step, page);
  return redirect(to, { status: 303, headers });
}
