import { randomUUID } from 'node:crypto';
import { data, redirect } from 'react-router';
import type { Problem } from '../../common/contract/problem.ts';
import { proposalKinds, type ProposalKind } from '../../common/contract/proposal.ts';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { pageMessages } from '../../common/locales/pages/index.ts';
import { pageContext } from '../page-context.ts';
import { ConsentNote, consentOf, type FormNotice } from '../privacy/ConsentNote.tsx';
import { Field } from '../public/Field.tsx';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/ProposePage.ts';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

/** Longest proposal, in characters; the contract refuses more. */
const longestText = 2000;

/** What was typed, kept when something has to be changed. */
export type Typed = { kind: string; text: string; contact: string; page: string; key: string };

export async function loader({ context, request }: Route.LoaderArgs) {
  const query = new URL(request.url).searchParams;
  const notice = await context.get(pageContext).ops.readPrivacyNotice({ form: 'proposal' });
  return { notice: notice.ok ? notice.value : undefined, sent: query.get('sent') === '1', key: randomUUID(), page: cleaned(query.get('page'), 300) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { opsOnce, explain } = context.get(pageContext);
  const form = await request.formData();
  const typed: Typed = {
    kind: cleaned(form.get('kind'), 20),
    text: cleaned(form.get('text'), 20_000),
    contact: cleaned(form.get('contact'), 2000),
    page: cleaned(form.get('page'), 300),
    key: cleaned(form.get('key'), 36),
  };
  const key = /^[0-9a-f-]{36}$/.test(typed.key) ? typed.key : randomUUID();
  const outcome = await opsOnce(key).submitProposal({
    kind: typed.kind as ProposalKind,
    text: typed.text,
    ...(typed.contact === '' ? {} : { contact: typed.contact }),
    ...(typed.page === '' ? {} : { page: typed.page }),
    ...consentOf(form),
  });
  if (outcome.ok) throw redirect('/propose?sent=1', 303);
  const problem = explain(outcome.refusal);
  return data({ problem, typed }, { status: problem.status });
}

/** A field as text: line ends as one character, nothing beyond what could be valid. */
function cleaned(value: FormDataEntryValue | null, longest: number): string {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').slice(0, longest) : '';
}

/** Every visit has its own key, so the page is nobody else's. */
export function headers() {
  return { 'lichun-page': 'public' };
}

export default function ProposePage({ loaderData: { sent, key, page, notice }, actionData }: Route.ComponentProps) {
  const typed = actionData?.typed ?? { kind: 'missing', text: '', contact: '', page, key };
  return <ProposeView language={useLanguage()} sent={sent && actionData === undefined} typed={typed} notice={notice} problem={actionData?.problem} />;
}

/** Something is missing or wrong: a plain form that goes to the operators. [000] */
export function ProposeView({ language, sent, typed, notice, problem }: { language: Language; sent: boolean; typed: Typed; notice: FormNotice; problem: Problem | undefined }) {
  const t = translator(pageMessages, language);
  const problems = problem?.fields ?? [];
  const kindProblem = problems.find(({ path }) => path === 'kind');
  if (sent) {
    return (
      <div className="plain">
        <title>{t('thanks_title')}</title>
        <meta name="robots" content="noindex" />
        <h1>{t('thanks_title')}</h1>
        <p>{t('thanks_body')}</p>
        <p className="links"><a className="button" href="/">{t('back_home')}</a></p>
      </div>
    );
  }
  return (
    <form className="plain" method="post" action="/propose">
      <title>{t('propose_title')}</title>
      <meta name="robots" content="noindex" />
      <h1>{t('propose_title')}</h1>
      <p>{t('propose_lead')}</p>
      {problem !== undefined && <p className="note bad" role="alert">{problem.code === 'invalid_input' ? t('wrong_fields') : problem.title}</p>}
      <fieldset className="field">
        <legend>{t('propose_kind')}</legend>
        {kindProblem !== undefined && <p className="wrong">{kindProblem.message}</p>}
        {proposalKinds.map((kind) => (
          <label key={kind} className="choice">
            <input type="radio" name="kind" value={kind} defaultChecked={typed.kind === kind} />
            {t(`propose_kind_${kind}`)}
          </label>
        ))}
      </fieldset>
      <Field
        name="text" label={t('propose_text')} hint={t('propose_text_hint', { maximum: longestText })} problems={problems}
        value={typed.text} required maxLength={longestText} long
      />
      <Field
        name="contact" label={t('propose_contact')} hint={t('propose_contact_hint')} problems={problems}
        value={typed.contact} maxLength={200} autoComplete="email"
      />
      <input type="hidden" name="page" value={typed.page} />
      <input type="hidden" name="key" value={typed.key} />
      <ConsentNote notice={notice} language={language} problems={problems} />
      <p className="actions"><button type="submit" className="primary">{t('propose_send')}</button></p>
      <p className="links small muted">{t('propose_note')}</p>
    </form>
  );
}
