import { redirect, useLoaderData, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router';
import { translator } from '../../common/i18n/messages.ts';
import { developmentMessages } from '../../common/locales/development/index.ts';
import { solarTerms } from '../../common/solar-terms.ts';
import { pageContext } from '../page-context.ts';
import { termClass } from '../channels/parts/GroupBadge.tsx';
import { useLanguage } from '../root.tsx';

const steps = [
  ['forward_hour', 60],
  ['forward_day', 24 * 60],
  ['forward_week', 7 * 24 * 60],
  ['reset', 0],
] as const;

function toolsOf(context: LoaderFunctionArgs['context']) {
  const { developmentTools } = context.get(pageContext);
  if (developmentTools === undefined) throw new Response(null, { status: 404 });
  return developmentTools;
}

export async function loader({ context }: LoaderFunctionArgs) {
  const tools = toolsOf(context);
  return { cast: tools.cast, state: await tools.state() };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const tools = toolsOf(context);
  const form = await request.formData();
  const member = form.get('member');
  if (typeof member === 'string') {
    const token = await tools.signInAs(member);
    if (token === undefined) throw new Response(null, { status: 404 });
    return redirect('/console', { headers: { 'set-cookie': context.get(pageContext).sessionCookie(token) } });
  }
  const minutes = Number(form.get('minutes'));
  if (Number.isInteger(minutes) && minutes >= 0 && minutes <= 100_000) tools.moveClock(minutes);
  return redirect('/dev');
}

export const headers = () => ({ 'lichun-page': 'public', 'cache-control': 'no-store' });

export default function DevelopmentPage() {
  const { cast, state } = useLoaderData<typeof loader>();
  const language = useLanguage();
  const t = translator(developmentMessages, language);
  return (
    <article>
      <h1>{t('title')}</h1>
      <p>{t('only')}</p>
      <h2>{t('sign_in_as')}</h2>
      <form method="post">
        {cast.map((member) => (
          <p key={member.key}>
            <button name="member" value={member.key}>{member.name}</button> {member.roles.join(', ') || t('no_role')}
          </p>
        ))}
      </form>
      <h2>{t('clock')}</h2>
      <p>
        {t('now', { time: new Date(state.now).toLocaleString(language, { timeZone: 'Asia/Shanghai', dateStyle: 'full', timeStyle: 'short' }) })}
        {state.shiftedMinutes > 0 && ` · ${t('shifted', { minutes: state.shiftedMinutes })}`}
      </p>
      <form method="post">
        {steps.map(([key, minutes]) => (
          <button key={key} name="minutes" value={minutes}>{t(key)}</button>
        ))}
      </form>
      <h2>{t('outbox')}</h2>
      <p>{t('outbox_counts', { waiting: state.outbox.waiting, failing: state.outbox.failing, parked: state.outbox.parked })}</p>
      <ul>{state.parked.map((delivery) => <li key={`${delivery.subscriber} ${delivery.subject}`}>{delivery.name} → {delivery.subscriber}: {delivery.lastError}</li>)}</ul>
      <h2>{t('jobs')}</h2>
      {state.jobs.length === 0 ? <p>{t('none')}</p> : <ul>{state.jobs.map((job) => <li key={`${job.name} ${job.state}`}>{job.name}: {job.state} × {job.count}</li>)}</ul>}
      <h2>{t('mails')}</h2>
      {state.mails.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        state.mails.map((mail) => (
          <details key={`${mail.at} ${mail.recipient} ${mail.subject}`}>
            <summary>
              {mail.subject} → {mail.recipient} ({mail.kind}, {mail.state})
            </summary>
            <pre>{mail.text === '' ? t('mail_empty') : mail.text}</pre>
            {mail.button !== null && <p><a href={mail.button.address}>{mail.button.label}</a></p>}
          </details>
        ))
      )}
      <h2>{t('events')}</h2>
      {state.events.length === 0 ? <p>{t('none')}</p> : <ol>{state.events.map((event) => <li key={`${event.at} ${event.name} ${event.subject}`}>{event.at} {event.name} {event.subject}</li>)}</ol>}
      <h2>{t('gallery')}</h2>
      <h3>{t('gallery_text')}</h3>
      <p>{solarTerms.map((term, index) => <span key={term.key} className={`term${termClass(index + 1)}`}>{language === 'en' ? term.en : term.zh}</span>)}</p>
    </article>
  );
}
