import { Button, NativeSelect, Switch } from '@mantine/core';
import { useState } from 'react';
import { data, Link, useRevalidator } from 'react-router';
import type { NoticeBot, Tried } from '../../../common/contract/notices.ts';
import { pageContext } from '../../page-context.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { Card } from '../form/Card.tsx';
import { EmptyState, Mark } from '../PageHead.tsx';
import { useAbout } from '../text.tsx';
import { BotDialog } from './BotDialog.tsx';
import { runDeed } from './deeds.ts';
import { NoticesFrame } from './NoticesFrame.tsx';
import styles from './notices.module.css';
import { noticesPageData } from './page-data.ts';
import { useNoticesText } from './text.ts';
import { TriedMessage } from './TriedMessage.tsx';
import { useDeed } from './use-deed.ts';
import type { Route } from './+types/CentreNoticesPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops } = context.get(pageContext);
  const cursor = new URL(request.url).searchParams.get('after') ?? undefined;
  const [{ shared, when, timeZone }, kinds, bots, deliveries] = await Promise.all([noticesPageData(context), ops.readNoticeKinds({}), ops.listNoticeBots({}), ops.listNoticeDeliveries({ ...(cursor === undefined ? {} : { cursor }), limit: 20 })]);
  if (!kinds.ok || !bots.ok || !deliveries.ok) throw data(null, { status: 404 });
  return {
    shared,
    timeZone,
    kinds: kinds.value.kinds,
    bots: bots.value.bots.map((bot) => ({ bot, last: bot.lastSentAt === undefined ? undefined : when(bot.lastSentAt).words, failing: bot.failingSince === undefined ? undefined : when(bot.failingSince).words })),
    deliveries: deliveries.value.items.map((item) => ({ ...item, when: when(item.at), again: item.nextAttemptAt === undefined ? undefined : when(item.nextAttemptAt).words })),
    next: deliveries.value.next,
  };
}

export function action({ context, request }: Route.ActionArgs) {
  const { ops } = context.get(pageContext);
  return runDeed(context, request, { kind: ops.updateNoticeKind, createBot: ops.createNoticeBot, updateBot: ops.updateNoticeBot, deleteBot: ops.deleteNoticeBot, restoreBot: ops.restoreNoticeBot, tryBot: ops.tryNoticeBot, retry: ops.retryNoticeDelivery });
}

/** What the whole centre sends, the bots of groups, and what did not arrive. */
export default function CentreNoticesPage({ loaderData }: Route.ComponentProps) {
  return (
    <NoticesFrame shared={loaderData.shared} hint="kinds_hint">
      <Kinds data={loaderData} />
      <Bots data={loaderData} />
      <Undelivered data={loaderData} />
    </NoticesFrame>
  );
}

type Data = { data: Route.ComponentProps['loaderData'] };

function Kinds({ data: { kinds, shared } }: Data) {
  const about = useAbout();
  const t = useNoticesText();
  const toast = useToast();
  const { revalidate } = useRevalidator();
  const { send, busy } = useDeed(() => {
    toast({ text: t('kind_saved') });
    void revalidate();
  });
  return (
    <Card title={t('kinds_title')}>
      <ul className={styles.kinds}>
        {kinds.map((row) => (
          <li key={row.kind}>
            <Switch label={shared.kinds[row.kind]} checked={row.enabled} disabled={busy} onChange={(event) => send({ do: 'kind', input: { kind: row.kind, enabled: event.currentTarget.checked, recipients: row.recipients } })} />
            <NativeSelect
              size="xs"
              aria-label={about(shared.kinds[row.kind] ?? '', t('kind_recipients'))}
              value={row.recipients}
              disabled={busy || row.fixed || !row.enabled}
              data={[{ value: 'everyone', label: t('recipients_everyone') }, { value: 'duty', label: t('recipients_duty') }]}
              onChange={(event) => send({ do: 'kind', input: { kind: row.kind, enabled: row.enabled, recipients: event.currentTarget.value } })}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Bots({ data: { bots, shared, timeZone } }: Data) {
  const about = useAbout();
  const t = useNoticesText();
  const toast = useToast();
  const { revalidate } = useRevalidator();
  const [editing, setEditing] = useState<NoticeBot | 'new'>();
  const [tried, setTried] = useState<{ id: string; tried: Tried }>();
  const { send, busy, problem } = useDeed((answer, { name = '', input }, again) => {
    const id = (input as { id?: string } | undefined)?.id ?? '';
    if (answer.tried !== undefined) setTried({ id, tried: answer.tried });
    else if (answer.did === 'deleteBot') toast({ text: t('bot_deleted', { name }), action: { label: t('undo'), run: () => again({ do: 'restoreBot', name, input: { id } }) } });
    else if (answer.did === 'restoreBot') toast({ text: t('bot_restored', { name }) });
    else {
      toast({ text: t('bot_saved') });
      setEditing(undefined);
    }
    void revalidate();
  });
  const add = <Button size={bots.length === 0 ? 'sm' : 'xs'} onClick={() => setEditing('new')}>{t('bot_new')}</Button>;
  return (
    <Card title={t('bots_title')} hint={t('bots_hint')} tools={bots.length > 0 && add}>
      {bots.length === 0 ? (
        <EmptyState title={t('bots_none')}>{add}</EmptyState>
      ) : (
        <ul className={styles.rows}>
          {bots.map(({ bot, last, failing }) => (
            <li key={bot.id}>
              <div className={styles.rowHead}>
                <strong>{bot.name}</strong>
                <Mark>{t(`platform_${bot.platform}`)}</Mark>
                {bot.enabled ? <Mark tone={failing === undefined ? 'good' : 'soon'}>{failing === undefined ? t('bot_on') : t('bot_failing', { at: failing })}</Mark> : <Mark tone="bad">{t(bot.switchedOffAt === undefined ? 'bot_off' : 'bot_off_failing')}</Mark>}
                {!bot.signed && bot.platform !== 'wecom' && <Mark tone="soon">{t('bot_unsigned')}</Mark>}
              </div>
              <p className={styles.quiet}>
                {bot.host} · {last === undefined ? t('bot_never') : t('bot_last', { at: last })} · {bot.kinds.map((kind) => shared.kinds[kind]).join('、') || '–'}
              </p>
              {bot.problem !== undefined && tried?.id !== bot.id && <TriedMessage tried={bot.problem} />}
              {tried?.id === bot.id && <TriedMessage tried={tried.tried} />}
              <div className={styles.bar}>
                <Button size="compact-sm" variant="default" disabled={busy} onClick={() => send({ do: 'tryBot', input: { id: bot.id } })}>{busy ? t('trying') : t('bot_try')}</Button>
                <Button size="compact-sm" variant="default" aria-label={about(t('bot_edit'), bot.name)} onClick={() => setEditing(bot)}>{t('bot_edit')}</Button>
                <Button size="compact-sm" variant="subtle" color="brick" disabled={busy} aria-label={about(t('bot_delete'), bot.name)} onClick={() => send({ do: 'deleteBot', name: bot.name, input: { id: bot.id } })}>{t('bot_delete')}</Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {editing !== undefined && <BotDialog bot={editing === 'new' ? undefined : editing} kinds={shared.kinds} timeZone={timeZone} busy={busy} problem={problem} close={() => setEditing(undefined)} save={send} />}
    </Card>
  );
}

function Undelivered({ data: { deliveries, next, shared } }: Data) {
  const t = useNoticesText();
  const toast = useToast();
  const { revalidate } = useRevalidator();
  const { send, busy } = useDeed(() => {
    toast({ text: t('retried') });
    void revalidate();
  });
  return (
    <Card title={t('undelivered_title')}>
      {deliveries.length === 0 ? (
        <p className={styles.quiet}>{t('undelivered_none')}</p>
      ) : (
        <ul className={styles.rows}>
          {deliveries.map((delivery) => (
            <li key={delivery.id}>
              <div className={styles.rowHead}>
                <Mark tone={delivery.state === 'failed' ? 'bad' : 'soon'}>{delivery.state === 'failed' ? t('undelivered_failed') : t('undelivered_waiting', { at: delivery.again ?? '' })}</Mark>
                <strong>{shared.kinds[delivery.kind]}</strong>
                <span>
                  {t(`target_${delivery.target}`)} · {delivery.to}
                </span>
                <time dateTime={delivery.at} title={delivery.when.exact}>
                  {delivery.when.words}
                </time>
              </div>
              {delivery.problem !== undefined && <TriedMessage tried={delivery.problem} />}
              {delivery.state === 'failed' && <Button size="compact-sm" variant="default" disabled={busy} onClick={() => send({ do: 'retry', input: { id: delivery.id } })}>{t('undelivered_retry')}</Button>}
            </li>
          ))}
        </ul>
      )}
      {next !== undefined && <Button component={Link} variant="default" to={`?after=${next}`}>{t('older')}</Button>}
    </Card>
  );
}
