import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { data, useRevalidator } from 'react-router';
import type { NoticeSettings, Tried } from '../../../common/contract/notices.ts';
import { pageContext } from '../../page-context.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { Card } from '../form/Card.tsx';
import { runDeed } from './deeds.ts';
import { KindMatrix } from './KindMatrix.tsx';
import { NoticesFrame } from './NoticesFrame.tsx';
import styles from './notices.module.css';
import { noticesPageData } from './page-data.ts';
import { PushBrowsers } from './PushBrowsers.tsx';
import { QuietHours, quietOf, quietText, type QuietDraft } from './QuietHours.tsx';
import { useNoticesText } from './text.ts';
import { TriedMessage } from './TriedMessage.tsx';
import { useDeed } from './use-deed.ts';
import type { Route } from './+types/NoticeSettingsPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops } = context.get(pageContext);
  const [{ shared, when }, outcome] = await Promise.all([noticesPageData(context), ops.readNoticeSettings({})]);
  if (!outcome.ok) throw data(null, { status: 404 });
  const settings = outcome.value;
  return { shared, settings, browsers: settings.push.browsers.map((browser) => ({ id: browser.id, label: browser.label, since: when(browser.createdAt).words, used: browser.usedAt === undefined ? undefined : when(browser.usedAt).words })) };
}

export function action({ context, request }: Route.ActionArgs) {
  const { ops } = context.get(pageContext);
  return runDeed(context, request, { save: ops.updateNoticeSettings, try: ops.tryNoticeTarget, add: ops.addPushBrowser, remove: ops.removePushBrowser });
}

/** How the reader wants to be told, and when not. */
export default function NoticeSettingsPage({ loaderData }: Route.ComponentProps) {
  const { settings } = loaderData;
  return (
    <NoticesFrame shared={loaderData.shared} hint="settings_hint">
      <PushBrowsers publicKey={settings.push.publicKey} browsers={loaderData.browsers} />
      <Settings settings={settings} kinds={loaderData.shared.kinds} />
    </NoticesFrame>
  );
}

type Draft = Pick<NoticeSettings, 'urgentPasses' | 'digest' | 'digestAt' | 'timeZone' | 'kinds'> & { quiet: QuietDraft };

type FormProps = { settings: NoticeSettings; kinds: Readonly<Record<string, string>> };

/** Holds what is sent, so that the form can begin anew with each revision without losing the answer. */
function Settings({ settings, kinds }: FormProps) {
  const t = useNoticesText();
  const toast = useToast();
  const { revalidate } = useRevalidator();
  const [tried, setTried] = useState<Tried>();
  const { send, busy, problem } = useDeed((answer) => {
    if (answer.did === 'try') setTried(answer.tried);
    else {
      toast({ text: t('saved') });
      void revalidate();
    }
  });
  return <SettingsForm key={settings.revision} settings={settings} kinds={kinds} send={send} busy={busy} problem={problem} tried={tried} />;
}

function SettingsForm({ settings, kinds, send, busy, problem, tried }: FormProps & Pick<ReturnType<typeof useDeed>, 'send' | 'busy' | 'problem'> & { tried: Tried | undefined }) {
  const t = useNoticesText();
  const [draft, setDraft] = useState<Draft>(() => ({ urgentPasses: settings.urgentPasses, digest: settings.digest, digestAt: settings.digestAt, timeZone: settings.timeZone, kinds: settings.kinds, quiet: quietText(settings.quiet) }));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const save = () => send({ do: 'save', input: { revision: settings.revision, timeZone: draft.timeZone, quiet: quietOf(draft.quiet), urgentPasses: draft.urgentPasses, digest: draft.digest, digestAt: draft.digestAt, kinds: draft.kinds.map(({ kind, email, push }) => ({ kind, email, push })) } });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Card title={t('matrix_title')}>
        <KindMatrix names={kinds} rows={draft.kinds} change={(rows) => change({ kinds: rows })} />
        <p className={styles.quiet} data-warning={settings.email === undefined || settings.mailCaught}>
          {settings.email === undefined ? t('email_unproven') : settings.mailCaught ? t('email_caught') : t('email_goes_to', { address: settings.email })}
        </p>
        <div className={styles.bar}>
          <Button variant="default" size="xs" disabled={busy} onClick={() => send({ do: 'try', input: { target: 'email' } })}>
            {t('try_email')}
          </Button>
        </div>
        {tried !== undefined && <TriedMessage tried={tried} />}
      </Card>
      <Card title={t('quiet_title')} hint={t('quiet_hint')}>
        <QuietHours draft={draft.quiet} change={(quiet) => change({ quiet })} fields={problem?.fields} />
        <TextInput className={styles.narrow ?? ''} label={t('quiet_time_zone')} value={draft.timeZone} maxLength={64} autoComplete="off" spellCheck={false} error={problem?.fields?.find(({ path }) => path === 'timeZone')?.message} onChange={(event) => change({ timeZone: event.currentTarget.value })} />
        <Switch label={t('urgent_passes')} description={t('urgent_passes_hint')} checked={draft.urgentPasses} onChange={(event) => change({ urgentPasses: event.currentTarget.checked })} />
      </Card>
      <Card title={t('digest_title')}>
        <div className={styles.bar}>
          <NativeSelect aria-label={t('digest_title')} value={draft.digest} data={[{ value: 'off', label: t('digest_off') }, { value: 'daily', label: t('digest_daily') }]} onChange={(event) => change({ digest: event.currentTarget.value === 'daily' ? 'daily' : 'off' })} />
          {draft.digest === 'daily' && <TextInput type="time" aria-label={t('digest_at')} value={draft.digestAt} onChange={(event) => change({ digestAt: event.currentTarget.value })} />}
        </div>
      </Card>
      <div className={styles.saveBar}>
        <Button type="submit" disabled={busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
