import { data, redirect } from 'react-router';
import type { ConsentRecord, OwnPrivacy, PrivacyRequest } from '../../common/contract/privacy.ts';
import type { Problem } from '../../common/contract/problem.ts';
import type { Language } from '../../common/contract/text.ts';
import { formatMessage, translator, type Dictionary } from '../../common/i18n/messages.ts';
import { describeInstant, exactTime } from '../../common/i18n/times.ts';
import { privacyExportMessages } from '../../common/locales/privacy-export/index.ts';
import { privacyMessages } from '../../common/locales/privacy/index.ts';
import { pageContext } from '../page-context.ts';
import { textOf } from '../people/text-of.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/PrivacyPage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

type Time = { words: string; exact: string };
const told = ['asked', 'withdrawn', 'erased_back'] as const;
export const confirmFirst = `/account/confirm?to=${encodeURIComponent('/account/privacy')}`;

/** What is kept about oneself, a copy of it, and the way out. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, explain, language, now, timeZone } = context.get(pageContext);
  const own = await ops.readOwnPrivacy({});
  if (!own.ok) throw Response.json(explain(own.refusal), { status: explain(own.refusal).status });
  const when = (instant: string | undefined): Time | undefined => (instant === undefined ? undefined : { words: describeInstant(instant, now.toISOString(), timeZone, language), exact: exactTime(instant, timeZone, language) });
  const { kept, consents, requests, erasable } = own.value;
  return {
    kept: kept.filter(({ entries }) => entries > 0),
    erasable,
    done: told.find((known) => new URL(request.url).searchParams.get('done') === known),
    consents: consents.map((consent) => ({ ...consent, when: when(consent.at), withdrawn: when(consent.withdrawnAt) })),
    exports: requests.filter(({ kind, mine }) => kind === 'export' && mine).slice(0, 3).map((request) => ({ ...request, ended: when(request.endedAt), until: when(request.expiresAt) })),
    erasure: requests.filter(({ kind, state }) => kind === 'erasure' && (state === 'waiting' || state === 'running')).map((request) => ({ ...request, due: when(request.dueAt) }))[0],
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const [what = '', id = ''] = textOf(form, 'do').split(' ');
  const outcome = what === 'export' ? await ops.requestOwnExport({}) : what === 'erase' ? await ops.requestOwnErasure({}) : what === 'withdraw' ? await ops.withdrawConsent({ id }) : await ops.takeBackPrivacyRequest({ id });
  if (outcome.ok) throw redirect(`/account/privacy?done=${what === 'withdraw' ? 'withdrawn' : what === 'back' ? 'erased_back' : 'asked'}`, 303);
  if (outcome.refusal.code === 'recent_sign_in_required') throw redirect(confirmFirst, 303);
  const problem = explain(outcome.refusal);
  return data({ problem }, { status: problem.status });
}

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function OwnPrivacyPage({ loaderData, actionData }: Route.ComponentProps) {
  return <OwnPrivacyView language={useLanguage()} {...loaderData} problem={actionData?.problem} />;
}

type View = {
  language: Language;
  kept: OwnPrivacy['kept'];
  erasable: OwnPrivacy['erasable'];
  done: (typeof told)[number] | undefined;
  consents: readonly (ConsentRecord & { when: Time | undefined; withdrawn: Time | undefined })[];
  exports: readonly (PrivacyRequest & { ended: Time | undefined; until: Time | undefined })[];
  erasure: (PrivacyRequest & { due: Time | undefined }) | undefined;
  problem: Problem | undefined;
};

export function OwnPrivacyView({ language, kept, erasable, done, consents, exports, erasure, problem }: View) {
  const t = translator(privacyMessages, language);
  const areas = privacyExportMessages[language] as Dictionary;
  return (
    <>
      <title>{t('account_title')}</title>
      <h1>{t('account_title')}</h1>
      <p className="muted">{t('account_lead')} <a href="/privacy">{t('read_notices')}</a></p>
      {done !== undefined && problem === undefined && <p className="note good">{t(done)}</p>}
      {problem !== undefined && <p className="note bad" role="alert">{problem.title}</p>}
      <section className="part-small">
        <h2>{t('kept_own')}</h2>
        {kept.length === 0 ? <p className="muted">{t('kept_own_none')}</p> : (
          <ul className="rows">
            {kept.map(({ area, entries }) => <li key={area} className="item"><p>{formatMessage(areas[`area.${area}`] ?? area, language)}</p><p className="muted">{t('entries', { count: entries })}</p></li>)}
          </ul>
        )}
      </section>
      <ExportPart language={language} exports={exports} />
      <ErasePart language={language} erasable={erasable} erasure={erasure} />
      <section className="part">
        <h2>{t('consents_title')}</h2>
        {consents.length === 0 ? <p className="muted">{t('consents_none')}</p> : (
          <ul className="rows">
            {consents.map((consent) => (
              <li key={consent.id} className="item">
                <p><span className="mark">{t(consent.accepted ? 'consent_accepted' : 'consent_shown')}</span> <span title={consent.when?.exact}>{t('consent_line', { form: t(`form.${consent.form}`), version: consent.version, at: consent.when?.words ?? '' })}</span>{consent.withdrawn !== undefined && <span className="muted small" title={consent.withdrawn.exact}> · {t('consent_withdrawn', { at: consent.withdrawn.words })}</span>}</p>
                {consent.withdrawable && <form className="does" method="post" action="/account/privacy"><button type="submit" name="do" value={`withdraw ${consent.id}`}>{t('consent_withdraw')}</button></form>}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function ExportPart({ language, exports }: Pick<View, 'language' | 'exports'>) {
  const t = translator(privacyMessages, language);
  const waiting = exports.some(({ state }) => state === 'waiting' || state === 'running');
  return (
    <section className="part">
      <h2>{t('export_title')}</h2>
      <p className="intro">{t('export_lead')}</p>
      {waiting && <p className="note">{t('export_wait')}</p>}
      <ul className="rows">
        {exports.filter(({ state }) => state === 'done').map(({ id, ended, until }) => (
          <li key={id} className="item">
            {until === undefined ? <p className="muted">{t('export_over', { at: ended?.words ?? '' })}</p> : (
              <>
                <p><span title={until.exact}>{t('export_ready', { at: ended?.words ?? '', until: until.words })}</span></p>
                <p className="links"><a className="button" href={`/account/privacy/exports/${id}/json`}>{t('export_json')}</a> <a className="button" href={`/account/privacy/exports/${id}/html`}>{t('export_html')}</a></p>
              </>
            )}
          </li>
        ))}
      </ul>
      {!waiting && <form method="post" action="/account/privacy"><p className="actions"><button type="submit" name="do" value="export">{t('export_ask')}</button></p></form>}
    </section>
  );
}

function ErasePart({ language, erasable, erasure }: Pick<View, 'language' | 'erasable' | 'erasure'>) {
  const t = translator(privacyMessages, language);
  return (
    <section className="part">
      <h2>{t('erase_title')}</h2>
      {erasure !== undefined ? (
        <>
          <p className="note warn"><span title={erasure.due?.exact}>{erasure.state === 'running' ? t('erase_running') : t('erase_waits', { at: erasure.due?.words ?? '' })}</span></p>
          {erasure.state === 'waiting' && <form method="post" action="/account/privacy"><p className="actions"><button type="submit" className="primary" name="do" value={`back ${erasure.id}`}>{t('erase_back')}</button></p></form>}
        </>
      ) : (
        <>
          <p>{t('erase_lead')}</p>
          <p className="muted small">{t('erase_stays')}</p>
          {erasable === 'last_operator' ? <p className="note">{t('erase_last')}</p> : <form method="post" action="/account/privacy"><p className="actions"><button type="submit" name="do" value="erase">{t('erase_ask')}</button></p></form>}
        </>
      )}
    </section>
  );
}
