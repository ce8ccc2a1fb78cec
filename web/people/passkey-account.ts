import { pageContext } from '../page-context.ts';
import type { Route } from './+types/passkey-account.ts';
import { readPasskeyRequest } from './passkey-request.ts';
import { returnPath } from './return-path.ts';
import { passkeyCookie } from './token-cookie.ts';

/** What the passkey buttons of the account ask: to make one, and to confirm with one. */
export async function action({ context, request }: Route.ActionArgs): Promise<Response> {
  const page = context.get(pageContext);
  const refuse = (refusal: Parameters<typeof page.explain>[0]) => {
    if (refusal.code === 'recent_sign_in_required') return Response.json({ to: '/account/confirm?to=/account/security' }, { status: 403 });
    const problem = page.explain(refusal);
    return Response.json(problem, { status: problem.status });
  };
  const body = await readPasskeyRequest(request);
  if (body === undefined) return refuse({ code: 'unreadable_body' });
  const registering = body.intent === 'register';
  if (body.step === 'ask') {
    const asked = registering ? await page.ops.askToRegisterPasskey({}) : await page.ops.askPasskeyToConfirm({});
    return asked.ok ? Response.json({ options: asked.value.options }, { headers: { 'set-cookie': passkeyCookie.write(asked.value.token, page.secure) } }) : refuse(asked.refusal);
  }
  const token = passkeyCookie.read(request.headers.get('cookie'), page.secure);
  if (token === undefined) return refuse({ code: 'passkey_refused' });
  const answer = body.answer as never;
  const outcome = registering ? await page.ops.registerPasskey({ token, answer, name: body.name }) : await page.ops.confirmWithPasskey({ token, answer });
  if (!outcome.ok) return refuse(outcome.refusal.code === 'invalid_input' ? { code: 'passkey_refused' } : outcome.refusal);
  const headers = new Headers([['set-cookie', page.sessionCookie(outcome.value.token)], ['set-cookie', passkeyCookie.write(null, page.secure)]]);
  return Response.json({ to: returnPath(body.to, '/account/security') }, { headers });
}
