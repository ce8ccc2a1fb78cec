import { translator } from '../../common/i18n/messages.ts';
import { joinProofsMessages } from '../../common/locales/join-proofs/index.ts';
import { pageContext } from '../page-context.ts';
import { readPasskeyRequest } from '../people/passkey-request.ts';
import { passkeyCookie } from '../people/token-cookie.ts';
import type { Route } from './+types/device-check.ts';

/** What the button of a form asks that has to be confirmed on the device, and what the browser answers. */
export async function action({ context, request, params }: Route.ActionArgs): Promise<Response> {
  const page = context.get(pageContext);
  const t = translator(joinProofsMessages, page.language);
  const refuse = (refusal: Parameters<typeof page.explain>[0]) => {
    const problem = page.explain(refusal);
    return Response.json(problem, { status: problem.status });
  };
  const body = await readPasskeyRequest(request);
  if (body === undefined) return refuse({ code: 'unreadable_body' });
  if (page.actor.kind !== 'person') return Response.json({ to: '/sign-in' }, { status: 401 });
  if (body.step === 'ask') {
    const asked = await page.ops.askHighTrust({ fleet: params.fleet });
    if (asked.ok) return Response.json({ options: asked.value.options }, { headers: { 'set-cookie': passkeyCookie.write(asked.value.token, page.secure) } });
    return asked.refusal.code === 'not_found' ? Response.json({ title: t('device_none') }, { status: 404 }) : refuse(asked.refusal);
  }
  const token = passkeyCookie.read(request.headers.get('cookie'), page.secure);
  if (token === undefined) return refuse({ code: 'passkey_refused' });
  const proven = await page.ops.proveHighTrust({ fleet: params.fleet, token, answer: body.answer as never });
  if (!proven.ok) return refuse(proven.refusal.code === 'invalid_input' ? { code: 'passkey_refused' } : proven.refusal);
  return Response.json({ done: t('device_done') }, { headers: { 'set-cookie': passkeyCookie.write(null, page.secure) } });
}
