import { pageContext } from '../page-context.ts';
import type { Route } from './+types/passkey-sign-in.ts';
import { nextOf } from './arrive.ts';
import { readPasskeyRequest } from './passkey-request.ts';
import { returnPath } from './return-path.ts';
import { passkeyCookie } from './token-cookie.ts';

/** What the passkey button of the sign-in page asks, and what the browser answers. */
export async function action({ context, request }: Route.ActionArgs): Promise<Response> {
  const page = context.get(pageContext);
  const refuse = (refusal: Parameters<typeof page.explain>[0]) => {
    const problem = page.explain(refusal);
    return Response.json(problem, { status: problem.status });
  };
  const body = await readPasskeyRequest(request);
  if (body === undefined) return refuse({ code: 'unreadable_body' });
  if (body.step === 'ask') {
    const asked = await page.ops.askPasskeyToSignIn({});
    return asked.ok ? Response.json({ options: asked.value.options }, { headers: { 'set-cookie': passkeyCookie.write(asked.value.token, page.secure) } }) : refuse(asked.refusal);
  }
  const token = passkeyCookie.read(request.headers.get('cookie'), page.secure);
  if (token === undefined) return refuse({ code: 'passkey_refused' });
  const signedIn = await page.ops.signInWithPasskey({ token, answer: body.answer as never });
  if (!signedIn.ok) return refuse(signedIn.refusal.code === 'invalid_input' ? { code: 'passkey_refused' } : signedIn.refusal);
  const { value } = signedIn;
  const { to, headers } = nextOf(value.step === 'done' ? { ...value, to: returnPath(body.to, '') } : value, page);
  headers.append('set-cookie', passkeyCookie.write(null, page.secure));
  return Response.json({ to }, { headers });
}
