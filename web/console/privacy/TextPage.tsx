import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { privacyForms, type FormRecord } from '../../../common/contract/privacy.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { formatMessage } from '../../../common/i18n/messages.ts';
import { describeInstant, exactTime } from '../../../common/i18n/times.ts';
import { consolePrivacyMessages } from '../../../common/locales/console-privacy/index.ts';
import { privacyMessages } from '../../../common/locales/privacy/index.ts';
import { renderMarkdown } from '../../../common/markdown/index.ts';
import { pageContext } from '../../page-context.ts';
import { PageHead } from '../PageHead.tsx';
import { useText } from '../text.tsx';
import { instantOf } from '../when.ts';
import { useDeeds, type Deed } from './deeds.ts';
import { DraftEditor } from './DraftEditor.tsx';
import styles from './privacy.module.css';
import { PrivacyText, usePrivacyText } from './text.ts';
import type { Route } from './+types/TextPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ops, language, now } = context.get(pageContext);
  const form = privacyForms.find((known) => known === params.form);
  const outcome = form === undefined ? undefined : await ops.readPrivacyForm({ form });
  if (outcome?.ok !== true) throw new Response(null, { status: 404 });
  const zone = context.get(pageContext).timeZone;
  const { draft, standard, versions, inUse } = outcome.value;
  return {
    texts: consolePrivacyMessages[language],
    form: outcome.value.form,
    name: formatMessage(privacyMessages[language][`form.${outcome.value.form}`], language),
    inUse,
    draft,
    standard,
    latest: versions[0],
    versions: versions.map((version) => {
      const from = version.inForceFrom < version.publishedAt ? version.publishedAt : version.inForceFrom;
      return { id: version.id, version: version.version, shown: version.shown, accepted: version.accepted, box: version.consent === undefined ? undefined : inLanguage(version.consent.label, language), html: renderMarkdown(version.text[language]), at: describeInstant(from, now, zone, language), exact: exactTime(from, zone, language) };
    }),
  };
}

export async function action({ context, params, request }: Route.ActionArgs): Promise<Deed> {
  const { ops, explain } = context.get(pageContext);
  const given = await request.formData();
  const text = (name: string) => String(given.get(name) ?? '').replaceAll('\r\n', '\n').trim();
  const form = privacyForms.find((known) => known === params.form) ?? 'proposal';
  const revision = Number(text('revision'));
  if (text('do') === 'discard') {
    const before = await ops.readPrivacyForm({ form });
    const outcome = await ops.discardPrivacyDraft({ form, revision });
    if (!outcome.ok) return { ok: false, problem: explain(outcome.refusal) };
    const draft = before.ok ? before.value.draft : undefined;
    return { ok: true, done: 'discarded', ...(draft === undefined ? {} : { undo: fieldsOf(draft) }) };
  }
  if (text('do') === 'publish') {
    const from = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text('from')) ? instantOf(text('from'), context.get(pageContext).timeZone) : undefined;
    const outcome = await ops.publishPrivacyDraft({ form, revision, ...(from === undefined ? {} : { inForceFrom: from }) });
    return outcome.ok ? { ok: true, done: 'published', words: { version: outcome.value.versions[0]?.version ?? 1 } } : { ok: false, problem: explain(outcome.refusal) };
  }
  const outcome = await ops.savePrivacyDraft({
    form,
    text: { 'zh-CN': text('zh'), en: text('en') },
    ...(text('box') === '1' ? { consent: { label: { ...(text('box_zh') === '' ? {} : { 'zh-CN': text('box_zh') }), ...(text('box_en') === '' ? {} : { en: text('box_en') }) }, required: text('required') === '1' } } : {}),
    ...(revision > 0 ? { revision } : {}),
  });
  return outcome.ok ? { ok: true, done: 'draft_saved' } : { ok: false, problem: explain(outcome.refusal) };
}

/** A draft as the form that saves it, for taking a discarding back. */
function fieldsOf({ text, consent }: NonNullable<FormRecord['draft']>): Record<string, string> {
  const label = typeof consent?.label === 'string' ? { 'zh-CN': consent.label, en: consent.label } : consent?.label;
  return { do: 'save', zh: text['zh-CN'], en: text.en, ...(consent === undefined ? {} : { box: '1', box_zh: label?.['zh-CN'] ?? '', box_en: label?.en ?? '', required: consent.required ? '1' : '' }) };
}

/** One form's notice: the draft with its difference to the version before, and every version that was published. */
export default function TextPage({ loaderData }: Route.ComponentProps) {
  return (
    <PrivacyText texts={loaderData.texts}>
      <FormText {...loaderData} />
    </PrivacyText>
  );
}

function FormText({ name, inUse, draft, standard, latest, versions }: Omit<Route.ComponentProps['loaderData'], 'texts' | 'form'>) {
  const t = usePrivacyText();
  const console = useText();
  const [begun, setBegun] = useState<'latest' | 'standard'>();
  const deeds = useDeeds({ done: () => setBegun(undefined) });
  const start = begun === 'standard' ? { text: standard } : begun === 'latest' && latest !== undefined ? { text: latest.text, consent: latest.consent } : undefined;
  const editing = draft ?? start;
  return (
    <>
      <PageHead title={name} hint={inUse ? undefined : t('not_in_use')} above={<Link to="/console/privacy/texts">{console('privacy')}</Link>}>
        {editing === undefined && latest !== undefined && <Button onClick={() => setBegun('latest')}>{t('start_draft')}</Button>}
        {editing === undefined && <Button variant="default" onClick={() => setBegun('standard')}>{t('start_standard')}</Button>}
      </PageHead>
      {editing !== undefined && <DraftEditor key={draft?.revision ?? begun} start={editing} revision={draft?.revision} latest={latest} deeds={deeds} cancel={() => setBegun(undefined)} />}
      {versions.length > 0 && <h2>{t('versions')}</h2>}
      {versions.map(({ id, version, at, exact, shown, accepted, box, html }) => (
        <section key={id} className={styles.card}>
          <p className={styles.name}><span title={exact}>{t('version_line', { version, at })}</span></p>
          <p className={styles.facts}>
            <span>{t('shown_count', { count: shown })}</span>
            {box !== undefined && <span>☐ {box}</span>}
            {box !== undefined && <span>{t('accepted_count', { count: accepted })}</span>}
          </p>
          <details>
            <summary>{t('preview')}</summary>
            <div className={styles.preview} dangerouslySetInnerHTML={{ __html: html }} />
          </details>
        </section>
      ))}
    </>
  );
}
