import { Button, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';
import { data, Link } from 'react-router';
import { hookOutcomes, type Hook } from '../../../common/contract/hooks.ts';
import { describeInstant, exactTime } from '../../../common/i18n/times.ts';
import { consoleProgramsMessages } from '../../../common/locales/console-programs/index.ts';
import { pageContext } from '../../page-context.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { HistoryLink } from '../HistoryLink.tsx';
import { Mark, PageHead } from '../PageHead.tsx';
import { Copyable, SecretDialog } from '../programs/Secret.tsx';
import styles from '../programs/programs.module.css';
import { ProgramsText, useProgramsText } from '../programs/text.ts';
import { useText } from '../text.tsx';
import { useLiveWebhooks } from '../webhooks/WebhooksPage.tsx';
import { actOnHooks, useDeeds, type HookDeed } from './hook-actions.ts';
import { HookMessages } from './HookMessages.tsx';
import type { Route } from './+types/HookPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, params: { id }, request }: Route.LoaderArgs) {
  const { ops, language, now, origin, timeZone } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const outcome = hookOutcomes.find((known) => known === query.get('outcome'));
  const cursor = query.get('after') ?? undefined;
  const asked = { id, limit: 30, ...(outcome === undefined ? {} : { outcome }), ...(cursor === undefined ? {} : { cursor }) };
  const [hook, messages] = await Promise.all([ops.readHook({ id }), ops.listHookMessages(asked)]);
  if (!hook.ok || !messages.ok) throw data(null, { status: 404 });
  const zone = timeZone;
  const items = messages.value.items.map((message) => ({ ...message, words: describeInstant(message.at, now, zone, language), exact: exactTime(message.at, zone, language) }));
  return { texts: consoleProgramsMessages[language], hook: hook.value, address: `${origin}${hook.value.path}`, messages: { items, outcome: outcome ?? ('all' as const), next: messages.value.next, paged: cursor !== undefined } };
}

export const action = ({ context, request }: Route.ActionArgs): Promise<HookDeed> => actOnHooks({ context, request });

/** One incoming hook: where it is reached, and what came. */
export default function HookPage({ loaderData }: Route.ComponentProps) {
  return (
    <ProgramsText texts={loaderData.texts}>
      <One data={loaderData} />
    </ProgramsText>
  );
}

function One({ data: { hook, address, messages } }: { data: Route.ComponentProps['loaderData'] }) {
  const t = useProgramsText();
  const title = useText()('hooks');
  const [open, setOpen] = useState<'rename' | 'rotate'>();
  const close = useCallback(() => setOpen(undefined), []);
  const { Form, send, busy, problem, secret, forget } = useDeeds({ done: close });
  useLiveWebhooks();
  const { id, name, enabled, revision, deletedAt } = hook;
  return (
    <>
      <PageHead title={name} above={<Link to="/console/hooks">{title}</Link>}>
        {deletedAt === undefined ? (
          <>
            <Button variant="default" onClick={() => setOpen('rename')}>{t('hook_rename')}</Button>
            <Button variant="default" disabled={busy} onClick={() => send({ do: 'change', id, name, revision: String(revision), enabled: String(!enabled) })}>{enabled ? t('webhook_turn_off') : t('webhook_turn_on')}</Button>
            <Button variant="default" onClick={() => setOpen('rotate')}>{t('webhook_rotate')}</Button>
            <Button variant="default" disabled={busy} onClick={() => send({ do: 'delete', id })}>{t('webhook_delete')}</Button>
          </>
        ) : (
          <Button disabled={busy} onClick={() => send({ do: 'restore', id })}>{t('webhook_restore')}</Button>
        )}
        <HistoryLink kind="hook" entry={id} />
      </PageHead>
      <p className={styles.tools}>
        <HookState hook={hook} />
      </p>
      <section>
        <header className={styles.section}>
          <h2>{t('hook_address')}</h2>
          <p>{t('hook_address_hint')}</p>
        </header>
        <Copyable text={address} label={t('hook_address')} />
      </section>
      <HookMessages shown={messages} />
      {open === 'rename' && (
        <Dialog title={t('hook_rename')} closeLabel={t('close')} close={close}>
          <Form method="post" className={styles.form}>
            {Object.entries({ do: 'change', renamed: 'true', id, revision: String(revision), enabled: String(enabled) }).map(([field, value]) => <input key={field} type="hidden" name={field} value={value} />)}
            <TextInput name="name" label={t('hook_name')} defaultValue={name} error={problem?.fields?.[0]?.message ?? problem?.title} required maxLength={60} data-autofocus />
            <div className={styles.tools}>
              <Button type="submit" disabled={busy}>{t('hook_save')}</Button>
              <Button variant="default" onClick={close}>{t('key_cancel')}</Button>
            </div>
          </Form>
        </Dialog>
      )}
      {open === 'rotate' && (
        <Dialog title={t('hook_rotate_title', { name })} closeLabel={t('close')} close={close}>
          <p>{t('hook_rotate_hint')}</p>
          <div className={styles.tools}>
            <Button data-autofocus disabled={busy} onClick={() => send({ do: 'rotate', id })}>{t('webhook_rotate_now')}</Button>
            <Button variant="default" onClick={close}>{t('key_cancel')}</Button>
          </div>
        </Dialog>
      )}
      {secret !== undefined && <SecretDialog title={t('hook_secret')} hint={t('hook_secret_hint')} secret={secret} close={forget} />}
    </>
  );
}

function HookState({ hook: { enabled, deletedAt } }: { hook: Hook }) {
  const t = useProgramsText();
  if (deletedAt !== undefined) return <Mark tone="bad">{t('hook_deleted')}</Mark>;
  return <Mark tone={enabled ? 'good' : 'plain'}>{enabled ? t('webhook_on') : t('webhook_off')}</Mark>;
}
