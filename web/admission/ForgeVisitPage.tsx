import { data, redirect } from 'react-router';
import { pageContext } from '../page-context.ts';
import { LeaveView } from '../people/ProviderVisitPage.tsx';
import { returnPath } from '../people/return-path.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/ForgeVisitPage.ts';
import { forgeCookie, keptIn } from './forge.ts';
import { ForgeFailedView } from './ForgeReturnPage.tsx';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Leads to a forge, and keeps what was typed until its visitor is back. */
export async function action({ context, request, params }: Route.ActionArgs) {
  const { ops, explain, secure } = context.get(pageContext);
  const form = await request.formData();
  const to = returnPath(String(form.get('to') ?? ''), '/');
  const started = await ops.startForgeVisit({ forge: params.forge, to, kept: keptIn(form) });
  if (started.ok) return data({ address: started.value.address, name: started.value.name }, { headers: { 'set-cookie': forgeCookie.write(started.value.token, secure) } });
  if (started.refusal.code === 'sign_in_required') throw redirect(`/sign-in?to=${encodeURIComponent(to)}`, 303);
  const problem = explain(started.refusal);
  throw Response.json(problem, { status: problem.status });
}

export function headers({ actionHeaders }: Route.HeadersArgs) {
  const headers = new Headers({ 'lichun-page': 'public' });
  for (const cookie of actionHeaders?.getSetCookie() ?? []) headers.append('set-cookie', cookie);
  return headers;
}

export default function ForgeVisitPage({ actionData }: Route.ComponentProps) {
  const language = useLanguage();
  // Only a press of a form's button leads on; whoever types the address is told where to begin.
  return actionData === undefined ? <ForgeFailedView language={language} /> : <LeaveView language={language} {...actionData} />;
}
