import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { data, Form, Link, useRevalidator, useSearchParams } from 'react-router';
import type { Tried } from '../../../common/contract/notices.ts';
import { pageContext } from '../../page-context.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { EmptyState, Mark, type Tone } from '../PageHead.tsx';
import { runDeed } from './deeds.ts';
import { NoticesFrame } from './NoticesFrame.tsx';
import styles from './notices.module.css';
import { noticesPageData } from './page-data.ts';
import { useNoticesText } from './text.ts';
import { TriedMessage } from './TriedMessage.tsx';
import { useDeed } from './use-deed.ts';
import type { Route } from './+types/MailPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

const states = ['waiting', 'sent', 'caught', 'failed'] as const;
const tones: Readonly<Record<(typeof states)[number], Tone>> = { waiting: 'info', sent: 'good', caught: 'soon', failed: 'bad' };

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const state = states.find((known) => known === query.get('state'));
  const recipient = (query.get('recipient') ?? '').trim().slice(0, 254);
  const cursor = query.get('after') ?? undefined;
  const [{ shared, when }, outcome] = await Promise.all([noticesPageData(context), ops.listMails({ ...(state === undefined ? {} : { state }), ...(recipient === '' ? {} : { recipient }), ...(cursor === undefined ? {} : { cursor }), limit: 50 })]);
  if (!outcome.ok) throw data(null, { status: 404 });
  const { items, next, ...server } = outcome.value;
  return { shared, state: state ?? '', recipient, paged: cursor !== undefined, next, server, items: items.map((item) => ({ ...item, when: when(item.at), again: item.nextAttemptAt === undefined ? undefined : when(item.nextAttemptAt).words })) };
}

export function action({ context, request }: Route.ActionArgs) {
  const { ops } = context.get(pageContext);
  return runDeed(context, request, { retry: ops.retryMail, try: ops.tryMail });
}

/** Mails that went out or did not, for operators. */
export default function MailPage({ loaderData }: Route.ComponentProps) {
  return (
    <NoticesFrame shared={loaderData.shared} hint="mail_hint">
      <Mails data={loaderData} />
    </NoticesFrame>
  );
}

function Mails({ data: { items, state, recipient, server, next, paged } }: { data: Route.ComponentProps['loaderData'] }) {
  const t = useNoticesText();
  const toast = useToast();
  const { revalidate } = useRevalidator();
  const [query, setQuery] = useSearchParams();
  const [tried, setTried] = useState<Tried>();
  const { send, busy } = useDeed((answer) => {
    if (answer.tried !== undefined) setTried(answer.tried);
    else toast({ text: t('retried') });
    void revalidate();
  });
  const kept = Object.fromEntries([...query].filter(([name]) => name !== 'after'));
  return (
    <>
      {server.caught ? (
        <div className={styles.tried} data-ok="false">
          <p>
            <strong>{t('mail_caught_title')}</strong> {t('mail_caught_hint')}
          </p>
        </div>
      ) : (
        <p className={styles.quiet}>{t('mail_server', { server: server.server ?? '', from: server.from ?? '' })}</p>
      )}
      <div className={styles.bar}>
        <Button variant="default" disabled={busy} onClick={() => send({ do: 'try' })}>
          {busy ? t('trying') : t('mail_try')}
        </Button>
        <NativeSelect aria-label={t('mail_filter')} value={state} data={[{ value: '', label: t('mail_all') }, ...states.map((value) => ({ value: value as string, label: t(`mail_${value}`) }))]} onChange={(event) => setQuery({ ...kept, state: event.currentTarget.value })} />
        <search className={styles.search}>
          <Form className={styles.find}>
            {state !== '' && <input type="hidden" name="state" value={state} />}
            <TextInput name="recipient" type="text" inputMode="email" aria-label={t('mail_recipient')} placeholder={t('mail_recipient')} defaultValue={recipient} maxLength={254} />
            <Button type="submit" variant="default">{t('mail_find')}</Button>
          </Form>
        </search>
      </div>
      {tried !== undefined && <TriedMessage tried={tried} />}
      {items.length === 0 ? (
        <EmptyState title={t('mail_empty')} hint={t('mail_empty_hint')} />
      ) : (
        <ul className={styles.rows}>
          {items.map((mail) => (
            <li key={mail.id}>
              <div className={styles.rowHead}>
                <Mark tone={tones[mail.state]}>{t(`mail_${mail.state}`)}</Mark>
                <strong>{mail.subject === '' ? '–' : mail.subject}</strong>
                <time dateTime={mail.at} title={mail.when.exact}>
                  {mail.when.words}
                </time>
              </div>
              <p className={styles.quiet}>
                <span className={styles.recipient}>{mail.recipient}</span> · {t('mail_kind', { kind: mail.kind })}
                {mail.again !== undefined && <> · {t('mail_again', { count: mail.attempts, at: mail.again })}</>}
              </p>
              {mail.problem !== undefined && <TriedMessage tried={mail.problem} />}
              {mail.state === 'failed' &&
                (mail.retryable ? (
                  <Button size="compact-sm" variant="default" disabled={busy} onClick={() => send({ do: 'retry', input: { id: mail.id } })}>
                    {t('mail_retry')}
                  </Button>
                ) : (
                  <p className={styles.quiet}>{t('mail_gone')}</p>
                ))}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.bar}>
        {paged && <Button component={Link} variant="default" to={`?${new URLSearchParams(kept)}`}>{t('newest')}</Button>}
        {next !== undefined && <Button component={Link} variant="default" to={`?${new URLSearchParams({ ...kept, after: next })}`}>{t('older')}</Button>}
      </div>
    </>
  );
}
