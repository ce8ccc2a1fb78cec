import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { data, Link, useFetcher, useRevalidator } from 'react-router';
import { everyEvent } from '../../../common/contract/webhooks.ts';
import { describeInstant } from '../../../common/i18n/times.ts';
import { consoleProgramsMessages } from '../../../common/locales/console-programs/index.ts';
import { pageContext } from '../../page-context.ts';
import { watch } from '../../realtime.ts';
import { EmptyState, PageHead } from '../PageHead.tsx';
import styles from '../programs/programs.module.css';
import { ProgramsText, useProgramsText } from '../programs/text.ts';
import { useText } from '../text.tsx';
import { WebhookState, withTimes, type ShownWebhook } from './webhook-facts.tsx';
import type { Route } from './+types/WebhooksPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language, now, timeZone } = context.get(pageContext);
  const [present, deleted] = await Promise.all([ops.listWebhooks({}), ops.listWebhooks({ deleted: 'true' })]);
  if (!present.ok) throw data(null, { status: 404 });
  const zone = timeZone;
  const at = (instant: string | undefined) => (instant === undefined ? undefined : describeInstant(instant, now, zone, language));
  return { texts: consoleProgramsMessages[language], items: present.value.items.map((webhook) => withTimes(webhook, at)), deleted: deleted.ok ? deleted.value.items.map((webhook) => withTimes(webhook, at)) : [] };
}

/** Every address that hears of events. */
export default function WebhooksPage({ loaderData }: Route.ComponentProps) {
  return (
    <ProgramsText texts={loaderData.texts}>
      <Webhooks items={loaderData.items} deleted={loaderData.deleted} />
    </ProgramsText>
  );
}

/** Reads the page again when something about webhooks is new. */
export function useLiveWebhooks(): void {
  const { revalidate } = useRevalidator();
  useEffect(() => watch('webhooks', () => void revalidate()), [revalidate]);
}

function Webhooks({ items, deleted }: { items: ShownWebhook[]; deleted: ShownWebhook[] }) {
  const t = useProgramsText();
  const title = useText()('webhooks');
  useLiveWebhooks();
  const add = (
    <Button component={Link} to="/console/webhooks/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('webhooks_new')}
    </Button>
  );
  return (
    <>
      <PageHead title={title} hint={t('webhooks_hint')}>
        {items.length > 0 && add}
      </PageHead>
      {items.length === 0 ? (
        <EmptyState title={t('webhooks_empty')}>{add}</EmptyState>
      ) : (
        <ul className={styles.list}>
          {items.map((webhook) => (
            <li key={webhook.id}>
              <div className={styles.main}>
                <p className={styles.name}>
                  <Link to={`/console/webhooks/${webhook.id}`}>{webhook.description === '' ? webhook.address : webhook.description}</Link>
                  <WebhookState webhook={webhook} />
                </p>
                <p className={styles.facts}>
                  {webhook.description !== '' && <span>{webhook.address}</span>}
                  <span>{webhook.events.includes(everyEvent) ? t('webhook_every') : t('webhook_events_count', { count: webhook.events.length })}</span>
                  <span>{webhook.at.lastSuccessAt === undefined ? t('webhook_never') : t('webhook_last', { at: webhook.at.lastSuccessAt })}</span>
                  {webhook.waiting > 0 && <span>{t('webhook_waiting', { count: webhook.waiting })}</span>}
                  {webhook.failed > 0 && <span className={styles.bad}>{t('webhook_failed', { count: webhook.failed })}</span>}
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
            {deleted.map((webhook) => (
              <DeletedWebhook key={webhook.id} webhook={webhook} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function DeletedWebhook({ webhook }: { webhook: ShownWebhook }) {
  const t = useProgramsText();
  const { Form } = useFetcher();
  return (
    <li>
      <div className={styles.main}>{webhook.description === '' ? webhook.address : webhook.description}</div>
      <Form method="post" action={`/console/webhooks/${webhook.id}`}>
        <Button type="submit" size="xs" variant="default" name="do" value="restore">
          {t('webhook_restore')}
        </Button>
      </Form>
    </li>
  );
}
