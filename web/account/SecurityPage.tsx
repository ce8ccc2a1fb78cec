import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import { describeInstant, exactTime } from '../../common/i18n/times.ts';
import { pageContext } from '../page-context.ts';
import { returnPath } from '../people/return-path.ts';
import { textOf } from '../people/text-of.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SecurityPage.ts';
import { CodesView } from './CodesView.tsx';
import { SecurityView } from './SecurityView.tsx';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** How one signs in: second steps, passkeys, password. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, explain, language, now, timeZone } = context.get(pageContext);
  const [security, ways] = await Promise.all([ops.readSecurity({}), ops.listSignInWays({})]);
  if (!security.ok) throw Response.json(explain(security.refusal), { status: 404 });
  const when = (instant: string) => ({ words: describeInstant(instant, now.toISOString(), timeZone, language), exact: exactTime(instant, timeZone, language) });
  const { passkeys, ...rest } = security.value;
  const query = new URL(request.url).searchParams;
  return {
    security: rest,
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt, backedUp }) => ({ id, name, backedUp, created: when(createdAt), used: lastUsedAt === undefined ? undefined : when(lastUsedAt) })),
    passkeysWork: ways.ok && ways.value.passkeys,
    done: query.get('done') ?? '',
    to: query.has('to') ? returnPath(query.get('to'), '') : '',
  };
}

/** One form for each change; those that need a fresh proof lead there and back. */
export async function action({ context, request }: Route.ActionArgs): Promise<Response | ReturnType<typeof data<{ problem?: Problem; intent: string; codes?: readonly string[] }>>> {
  const page = context.get(pageContext);
  const { ops } = page;
  const form = await request.formData();
  const intent = textOf(form, 'intent');
  const [id, name] = [textOf(form, 'id'), textOf(form, 'name')];
  const refuse = (refusal: Parameters<typeof page.explain>[0]) => {
    const problem = page.explain(refusal);
    return data({ problem, intent }, { status: problem.status });
  };
  if (intent === 'recovery_codes') {
    const made = await ops.renewRecoveryCodes({});
    return made.ok ? data({ intent, codes: made.value.codes }) : refuse(made.refusal);
  }
  if (intent === 'change_password' || intent === 'choose_password') {
    const password = textOf(form, 'password');
    const changed = intent === 'choose_password' ? await ops.choosePassword({ password }) : await ops.changePassword({ current: textOf(form, 'current'), password });
    if (!changed.ok) return refuse(changed.refusal);
    throw redirect('/account/security?done=password', { status: 303, headers: { 'set-cookie': page.sessionCookie(changed.value.token) } });
  }
  if (intent === 'offer_totp') {
    const offered = await ops.offerTotp({});
    if (!offered.ok) return refuse(offered.refusal);
    throw redirect('/account/security/app', 303);
  }
  const outcome = intent === 'remove_totp' ? await ops.removeTotp({}) : intent === 'remove_passkey' ? await ops.removePasskey({ id }) : await ops.renamePasskey({ id, name });
  if (!outcome.ok) return refuse(outcome.refusal);
  throw redirect('/account/security?done=1', 303);
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function SecurityPage({ loaderData, actionData }: Route.ComponentProps) {
  const language = useLanguage();
  const answer = actionData as { problem?: Problem; intent: string; codes?: readonly string[] } | undefined;
  if (answer?.codes !== undefined) return <CodesView language={language} codes={answer.codes} to="/account/security" />;
  return <SecurityView language={language} {...loaderData} problem={answer?.problem} intent={answer?.intent} />;
}
