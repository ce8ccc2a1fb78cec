import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, redirect } from 'react-router';
import type { ErasurePreview } from '../../../common/contract/privacy.ts';
import { formatMessage, type Dictionary } from '../../../common/i18n/messages.ts';
import { consolePrivacyMessages } from '../../../common/locales/console-privacy/index.ts';
import { privacyExportMessages } from '../../../common/locales/privacy-export/index.ts';
import { pageContext } from '../../page-context.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { PageHead } from '../PageHead.tsx';
import { useText } from '../text.tsx';
import { useDeeds, type Deed } from './deeds.ts';
import styles from './privacy.module.css';
import { PrivacyText, usePrivacyText } from './text.ts';
import type { Route } from './+types/ErasurePage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ops, language } = context.get(pageContext);
  const outcome = await ops.previewErasure({ id: params.id });
  if (!outcome.ok) throw new Response(null, { status: 404 });
  const areas = privacyExportMessages[language] as Dictionary;
  return { texts: consolePrivacyMessages[language], preview: outcome.value, areas: outcome.value.deleted.map(({ area, entries }) => ({ name: formatMessage(areas[`area.${area}`] ?? area, language), entries })) };
}

export async function action({ context, params, request }: Route.ActionArgs): Promise<Deed> {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const outcome = form.get('do') === 'erase' ? await ops.requestErasure({ id: params.id }) : await ops.requestExport({ id: params.id });
  if (outcome.ok) throw redirect('/console/privacy');
  return { ok: false, problem: explain(outcome.refusal) };
}

/** One person: what an erasure deletes, what stays and why, and both ways. */
export default function ErasurePage({ loaderData }: Route.ComponentProps) {
  return (
    <PrivacyText texts={loaderData.texts}>
      <Preview preview={loaderData.preview} areas={loaderData.areas} />
    </PrivacyText>
  );
}

function Preview({ preview, areas }: { preview: ErasurePreview; areas: readonly { name: string; entries: number }[] }) {
  const t = usePrivacyText();
  const [sure, setSure] = useState(false);
  const { send, busy } = useDeeds();
  return (
    <>
      <PageHead title={t('person_title', { name: preview.name })} above={<Link to="/console/privacy">{t('person_above')}</Link>}>
        <Button variant="default" disabled={busy} onClick={() => send({ do: 'export' })}>{t('export_now')}</Button>
        <Button color="brick" variant="outline" disabled={busy || preview.erasable === 'last_operator'} onClick={() => setSure(true)}>{t('erase_now')}</Button>
      </PageHead>
      {preview.erasable !== 'yes' && <p className={styles.warning}>{t(preview.erasable)}</p>}
      <section className={styles.card}>
        <h2>{t('person_deleted')}</h2>
        {areas.length === 0 ? <p>{t('person_deleted_none')}</p> : (
          <ul className={styles.lines}>
            {areas.map(({ name, entries }) => <li key={name}><span>{name}</span><span>{t('entries', { count: entries })}</span></li>)}
          </ul>
        )}
      </section>
      <section className={styles.card}>
        <h2>{t('person_stays')}</h2>
        <ul className={styles.lines}>
          {preview.stays.map(({ reason, count }) => <li key={reason}>{t(`stays.${reason}`, { count })}</li>)}
        </ul>
      </section>
      {sure && <Sure name={preview.name} busy={busy} close={() => setSure(false)} erase={() => send({ do: 'erase' })} />}
    </>
  );
}

/** Nothing brings an erased person back, so it asks for the name. */
function Sure({ name, busy, close, erase }: { name: string; busy: boolean; close(): void; erase(): void }) {
  const t = usePrivacyText();
  const [typed, setTyped] = useState('');
  return (
    <Dialog title={t('erase_sure', { name })} closeLabel={useText()('close')} close={close}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === name.trim()) erase();
        }}
      >
        <p>{t('erase_sure_hint')}</p>
        <TextInput label={t('erase_type')} placeholder={name} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autoComplete="off" maxLength={60} data-autofocus />
        <div className={styles.tools}>
          <Button type="submit" color="brick" disabled={busy || typed.trim() !== name.trim()}>{t('erase_now')}</Button>
          <Button variant="default" onClick={close}>{t('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
