import { data, redirect } from 'react-router';
import type { SignInMethod } from '../../common/contract/people.ts';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { describeInstant, exactTime } from '../../common/i18n/times.ts';
import { accountMessages } from '../../common/locales/account/index.ts';
import { pageContext } from '../page-context.ts';
import { deviceInWords } from '../people/device.ts';
import { textOf } from '../people/text-of.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/SessionsPage.ts';
import type { Time } from './shown.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Where one is signed in, and out with what one does not recognise. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, explain, language, now, timeZone } = context.get(pageContext);
  const sessions = await ops.listSessions({});
  if (!sessions.ok) throw Response.json(explain(sessions.refusal), { status: 404 });
  const when = (instant: string, end = false) => ({ words: describeInstant(instant, now.toISOString(), timeZone, language, { end }), exact: exactTime(instant, timeZone, language) });
  const items = sessions.value.items.map(({ id, current, device, network, method, secondFactor, begunAt, seenAt, endsAt }) => ({ id, current, network, method, secondFactor, device: deviceInWords(device), begun: when(begunAt), seen: when(seenAt), ends: when(endsAt) }));
  return { items, ended: new URL(request.url).searchParams.has('ended') };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { ops, explain } = context.get(pageContext);
  const id = textOf(await request.formData(), 'id');
  const outcome = id === 'others' ? await ops.signOutElsewhere({}) : await ops.endSession({ id });
  if (outcome.ok) throw redirect('/account/sessions?ended=1', 303);
  const problem = explain(outcome.refusal);
  return data({ problem }, { status: problem.status });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function SessionsPage({ loaderData, actionData }: Route.ComponentProps) {
  return <SessionsView language={useLanguage()} {...loaderData} problem={actionData?.problem} />;
}

type Item = { id: string; current: boolean; device: string | undefined; network: string; method: SignInMethod; secondFactor: boolean; begun: Time; seen: Time; ends: Time };

export function SessionsView({ language, items, ended, problem }: { language: Language; items: readonly Item[]; ended: boolean; problem: Problem | undefined }) {
  const t = translator(accountMessages, language);
  return (
    <>
      <title>{t('sessions_title')}</title>
      <h1>{t('sessions_title')}</h1>
      <p className="muted">{t('sessions_lead')}</p>
      {ended && problem === undefined && <p className="note good">{t('sessions_ended')}</p>}
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      <ul className="rows">
        {items.map(({ id, current, device, network, method, secondFactor, begun, seen, ends }) => (
          <li key={id} className="item">
            <div>
              <p><b>{device ?? t('session_unknown')}</b> {current && <span className="mark">{t('session_current')}</span>}</p>
              <p className="muted small">{[...(network === '' ? [] : [network]), t(`method_${method}`), ...(secondFactor ? [t('session_two')] : [])].join(' · ')}</p>
              <p className="muted small"><span title={begun.exact}>{t('session_begun', { when: begun.words })}</span> · <span title={seen.exact}>{t('session_seen', { when: seen.words })}</span> · <span title={ends.exact}>{t('session_ends', { when: ends.words })}</span></p>
            </div>
            {!current && (
              <form className="does" method="post" action="/account/sessions">
                <button type="submit" name="id" value={id} aria-label={`${t('session_end')} ${device ?? t('session_unknown')}`}>{t('session_end')}</button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {items.length > 1 ? (
        <form method="post" action="/account/sessions"><p className="actions"><button type="submit" name="id" value="others">{t('sessions_others')}</button></p></form>
      ) : <p className="muted part-small">{t('sessions_only')}</p>}
    </>
  );
}
