import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { data, Link, useFetcher, useLocation } from 'react-router';
import type { Problem } from '../../../common/contract/problem.ts';
import { deliveryStates, everyEvent } from '../../../common/contract/webhooks.ts';
import { describeInstant, exactTime } from '../../../common/i18n/times.ts';
import { consoleProgramsMessages } from '../../../common/locales/console-programs/index.ts';
import { pageContext } from '../../page-context.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { useAfterwards } from '../afterwards.tsx';
import { HistoryLink } from '../HistoryLink.tsx';
import { Mark, PageHead } from '../PageHead.tsx';
import { SecretDialog } from '../programs/Secret.tsx';
import styles from '../programs/programs.module.css';
import { ProgramsText, useProgramsText } from '../programs/text.ts';
import { useText } from '../text.tsx';
import { instantOf } from '../when.ts';
import { Deliveries } from './Deliveries.tsx';
import { chooseEvents } from './event-texts.ts';
import { ReplayDialog, RotateDialog, TurnOnDialog } from './WebhookDialogs.tsx';
import { WebhookState, withTimes } from './webhook-facts.tsx';
import { useLiveWebhooks } from './WebhooksPage.tsx';
import type { Route } from './+types/WebhookPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ops, language, now, timeZone } = context.get(pageContext);
  const { id } = params;
  const query = new URL(request.url).searchParams;
  const state = deliveryStates.find((known) => known === query.get('state'));
  const cursor = query.get('after') ?? undefined;
  const shown = query.get('delivery') ?? undefined;
  const [webhook, deliveries, detail, events] = await Promise.all([
    ops.readWebhook({ id }),
    ops.listDeliveries({ id, ...(state === undefined ? {} : { state }), ...(cursor === undefined ? {} : { cursor }), limit: 30 }),
    shown === undefined ? undefined : ops.readDelivery({ id, delivery: shown }),
    ops.listWebhookEvents({}),
  ]);
  if (!webhook.ok || !deliveries.ok) throw data(null, { status: 404 });
  const zone = timeZone;
  const at = (instant: string | undefined) => (instant === undefined ? undefined : describeInstant(instant, now, zone, language));
  const exact = (instant: string) => exactTime(instant, zone, language);
  return {
    texts: consoleProgramsMessages[language],
    webhook: withTimes(webhook.value, at),
    events: events.ok ? chooseEvents(events.value.items, language).filter(({ name }) => webhook.value.events.includes(name)) : [],
    state: state ?? ('all' as const),
    paged: cursor !== undefined,
    next: deliveries.value.next,
    items: deliveries.value.items.map((item) => ({ ...item, created: at(item.createdAt), exact: exact(item.createdAt), next: webhook.value.enabled ? at(item.nextAttemptAt) : undefined })),
    detail: detail?.ok === true ? { ...detail.value, tries: detail.value.tries.map((one) => ({ ...one, at: exact(one.at) })) } : undefined,
    zone,
  };
}
export type WebhookData = Awaited<ReturnType<typeof loader>>;

export type WebhookAnswer = { ok: true; did: 'tested' | 'again' | 'deleted' | 'restored' | 'on' | 'off' } | { ok: true; did: 'rotated'; secret: string } | { ok: true; did: 'replayed'; queued: number; /** When more was missed: from when on to ask again. */ rest?: string } | { ok: false; problem: Problem };

export async function action({ context, params, request }: Route.ActionArgs): Promise<WebhookAnswer> {
  const { ops, explain } = context.get(pageContext);
  const { id } = params;
  const form = await request.formData();
  const wish = String(form.get('do') ?? '');
  switch (wish) {
    case 'test': {
      const outcome = await ops.testWebhook({ id });
      return outcome.ok ? { ok: true, did: 'tested' } : { ok: false, problem: explain(outcome.refusal) };
    }
    case 'rotate': {
      const outcome = await ops.rotateWebhookSecret({ id });
      return outcome.ok ? { ok: true, did: 'rotated', secret: outcome.value.secret } : { ok: false, problem: explain(outcome.refusal) };
    }
    case 'again': {
      const outcome = await ops.replayDelivery({ id, delivery: String(form.get('delivery')) });
      return outcome.ok ? { ok: true, did: 'again' } : { ok: false, problem: explain(outcome.refusal) };
    }
    case 'replay': {
      const local = String(form.get('since'));
      const since = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? instantOf(local, String(form.get('zone'))) : local;
      const outcome = await ops.replayWebhook({ id, since });
      return outcome.ok ? { ok: true, did: 'replayed', queued: outcome.value.queued, ...(outcome.value.more ? { rest: since } : {}) } : { ok: false, problem: explain(outcome.refusal) };
    }
    case 'on':
    case 'off': {
      const read = await ops.readWebhook({ id });
      if (!read.ok) return { ok: false, problem: explain(read.refusal) };
      const { address, description, events, revision } = read.value;
      const outcome = await ops.updateWebhook({ id, address, ...(description === '' ? {} : { description }), events, enabled: wish === 'on', ...(form.get('waiting') === 'drop' ? { dropWaiting: true } : {}), revision });
      return outcome.ok ? { ok: true, did: wish } : { ok: false, problem: explain(outcome.refusal) };
    }
    default: {
      const outcome = await (wish === 'restore' ? ops.restoreWebhook({ id }) : ops.deleteWebhook({ id }));
      return outcome.ok ? { ok: true, did: wish === 'restore' ? 'restored' : 'deleted' } : { ok: false, problem: explain(outcome.refusal) };
    }
  }
}

/** One webhook: what it hears of, how it fares, and everything that was sent to it. */
export default function WebhookPage({ loaderData }: Route.ComponentProps) {
  return (
    <ProgramsText texts={loaderData.texts}>
      <One data={loaderData} />
    </ProgramsText>
  );
}

function One({ data: shown }: { data: WebhookData }) {
  const t = useProgramsText();
  const title = useText()('webhooks');
  const { webhook, events } = shown;
  useLiveWebhooks();
  const { send, secret, forget, busy } = useWebhookActions();
  const [open, setOpen] = useState<'rotate' | 'replay' | 'on'>();
  const turn = () => (webhook.enabled ? send({ do: 'off' }) : webhook.waiting > 0 ? setOpen('on') : send({ do: 'on' }));
  return (
    <>
      <PageHead title={webhook.description === '' ? webhook.address : webhook.description} above={<Link to="/console/webhooks">{title}</Link>} hint={webhook.description === '' ? undefined : webhook.address}>
        <Button disabled={busy || !webhook.enabled} onClick={() => send({ do: 'test' })}>{t('webhook_test')}</Button>
        <Button variant="default" component={Link} to={`/console/webhooks/${webhook.id}/edit`}>{t('webhook_edit')}</Button>
        <Button variant="default" disabled={busy} onClick={turn}>{webhook.enabled ? t('webhook_turn_off') : t('webhook_turn_on')}</Button>
        <Button variant="default" onClick={() => setOpen('replay')}>{t('webhook_replay')}</Button>
        <Button variant="default" onClick={() => setOpen('rotate')}>{t('webhook_rotate')}</Button>
        {webhook.deletedAt === undefined ? (
          <Button variant="default" disabled={busy} onClick={() => send({ do: 'delete' })}>{t('webhook_delete')}</Button>
        ) : (
          <Button disabled={busy} onClick={() => send({ do: 'restore' })}>{t('webhook_restore')}</Button>
        )}
        <HistoryLink kind="webhook" entry={webhook.id} />
      </PageHead>
      <p className={styles.tools}>
        <WebhookState webhook={webhook} />
        {webhook.at.earlierSecretUntil !== undefined && <Mark tone="info">{t('webhook_two_secrets', { at: webhook.at.earlierSecretUntil })}</Mark>}
      </p>
      {webhook.address.startsWith('http://') && <p className={styles.warn}>{t('webhook_insecure')}</p>}
      <p className={styles.permissions}>
        {webhook.events.includes(everyEvent) ? <Mark tone="info">{t('webhook_every')}</Mark> : events.map(({ name, summary }) => <Mark key={name} tone="info">{summary}</Mark>)}
      </p>
      <Deliveries data={shown} again={(delivery) => send({ do: 'again', delivery })} />
      {open === 'on' && <TurnOnDialog waiting={webhook.waiting} close={() => setOpen(undefined)} turnOn={(waiting) => { setOpen(undefined); send({ do: 'on', waiting }); }} />}
      {open === 'rotate' && <RotateDialog close={() => setOpen(undefined)} rotate={() => { setOpen(undefined); send({ do: 'rotate' }); }} />}
      {open === 'replay' && <ReplayDialog zone={shown.zone} close={() => setOpen(undefined)} replay={(since) => { setOpen(undefined); send({ do: 'replay', since, zone: shown.zone }); }} />}
      {secret !== undefined && <SecretDialog title={t('webhook_secret')} hint={t('webhook_secret_hint')} secret={secret} close={forget} />}
    </>
  );
}

/** Sends what was asked for, says that it was done, and keeps a secret as long as it is looked at. */
function useWebhookActions() {
  const t = useProgramsText();
  const toast = useToast();
  const { data: answer, submit, state } = useFetcher<WebhookAnswer>();
  const [seen, setSeen] = useState<WebhookAnswer>();
  const afterwards = useAfterwards();
  const { pathname: action } = useLocation();
  const handled = useRef<WebhookAnswer>(undefined);
  const send = useCallback((fields: Record<string, string>) => void submit(fields, { method: 'post', action }), [action, submit]);
  const tell = useCallback(
    function tell(told: WebhookAnswer): void {
      if (!told.ok) return toast({ text: told.problem.title, tone: 'wrong' });
      const later = (fields: Record<string, string>) => () => afterwards({ action, fields, told: tell });
      switch (told.did) {
        case 'rotated':
          return undefined;
        case 'replayed':
          if (told.rest !== undefined) return toast({ text: t('webhook_replayed_more', { count: told.queued }), action: { label: t('webhook_replay_rest'), run: later({ do: 'replay', since: told.rest }) } });
          return toast({ text: told.queued === 0 ? t('webhook_replayed_none') : t('webhook_replayed', { count: told.queued }) });
        case 'deleted':
          return toast({ text: t('webhook_deleted'), action: { label: t('webhook_restore'), run: later({ do: 'restore' }) } });
        default:
          return toast({ text: t(({ tested: 'webhook_tested', again: 'delivery_again_toast', restored: 'webhook_restored', on: 'webhook_turned_on', off: 'webhook_turned_off' } as const)[told.did]) });
      }
    },
    [action, afterwards, t, toast],
  );
  useEffect(() => {
    if (answer === undefined || handled.current === answer) return;
    handled.current = answer;
    tell(answer);
  }, [answer, tell]);
  return { send, busy: state !== 'idle', secret: answer?.ok === true && answer.did === 'rotated' && answer !== seen ? answer.secret : undefined, forget: () => setSeen(answer) };
}
