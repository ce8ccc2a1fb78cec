import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { data, Link } from 'react-router';
import { describeInstant } from '../../../common/i18n/times.ts';
import { consoleProgramsMessages } from '../../../common/locales/console-programs/index.ts';
import { pageContext } from '../../page-context.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState, Mark, PageHead } from '../PageHead.tsx';
import { SecretDialog } from '../programs/Secret.tsx';
import styles from '../programs/programs.module.css';
import { ProgramsText, useProgramsText } from '../programs/text.ts';
import { useText } from '../text.tsx';
import { useLiveWebhooks } from '../webhooks/WebhooksPage.tsx';
import { actOnHooks, useDeeds, type HookDeed } from './hook-actions.ts';
import type { Route } from './+types/HooksPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language, now, timeZone } = context.get(pageContext);
  const [present, deleted] = await Promise.all([ops.listHooks({}), ops.listHooks({ deleted: 'true' })]);
  if (!present.ok) throw data(null, { status: 404 });
  const zone = timeZone;
  const items = present.value.items.map((hook) => ({ ...hook, received: hook.lastReceivedAt === undefined ? undefined : describeInstant(hook.lastReceivedAt, now, zone, language) }));
  return { texts: consoleProgramsMessages[language], items, deleted: deleted.ok ? deleted.value.items : [] };
}

export const action = ({ context, request }: Route.ActionArgs): Promise<HookDeed> => actOnHooks({ context, request });

/** Every address under which other systems tell something. */
export default function HooksPage({ loaderData }: Route.ComponentProps) {
  return (
    <ProgramsText texts={loaderData.texts}>
      <Hooks data={loaderData} />
    </ProgramsText>
  );
}

function Hooks({ data: { items, deleted } }: { data: Route.ComponentProps['loaderData'] }) {
  const t = useProgramsText();
  const title = useText()('hooks');
  useLiveWebhooks();
  const [making, setMaking] = useState(false);
  const made = useCallback(() => setMaking(false), []);
  const { Form, send, busy, problem, secret, forget } = useDeeds({ done: made });
  const [once, setOnce] = useState('');
  const open = () => {
    setOnce(crypto.getRandomValues(new Uint32Array(4)).join('-'));
    setMaking(true);
  };
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
      {t('hooks_new')}
    </Button>
  );
  return (
    <>
      <PageHead title={title} hint={t('hooks_hint')}>
        {items.length > 0 && add}
      </PageHead>
      {items.length === 0 ? (
        <EmptyState title={t('hooks_empty')}>{add}</EmptyState>
      ) : (
        <ul className={styles.list}>
          {items.map((hook) => (
            <li key={hook.id}>
              <div className={styles.main}>
                <p className={styles.name}>
                  <Link to={`/console/hooks/${hook.id}`}>{hook.name}</Link>
                  <Mark tone={hook.enabled ? 'good' : 'plain'}>{hook.enabled ? t('webhook_on') : t('webhook_off')}</Mark>
                </p>
                <p className={styles.facts}>
                  <span>{hook.path}</span>
                  <span>{hook.received === undefined ? t('hook_never') : t('hook_last', { at: hook.received })}</span>
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {deleted.length > 0 && (
        <details className={styles.deleted}>
          <summary>{t('webhook_deleted_list', { count: deleted.length })}</summary>
          <ul className={styles.list}>
            {deleted.map(({ id, name }) => (
              <li key={id}>
                <div className={styles.main}>{name}</div>
                <Button size="xs" variant="default" disabled={busy} onClick={() => send({ do: 'restore', id })}>
                  {t('webhook_restore')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {making && (
        <Dialog title={t('hooks_new')} closeLabel={t('close')} close={made}>
          <Form method="post" className={styles.form}>
            <input type="hidden" name="do" value="create" />
            <input type="hidden" name="once" value={once} />
            <TextInput name="name" label={t('hook_name')} description={t('hook_name_hint')} error={problem?.fields?.[0]?.message ?? problem?.title} required maxLength={60} data-autofocus />
            <div className={styles.tools}>
              <Button type="submit" disabled={busy}>{t('hook_create')}</Button>
              <Button variant="default" onClick={made}>{t('key_cancel')}</Button>
            </div>
          </Form>
        </Dialog>
      )}
      {secret !== undefined && <SecretDialog title={t('hook_secret')} hint={t('hook_secret_hint')} secret={secret} close={forget} />}
    </>
  );
}
