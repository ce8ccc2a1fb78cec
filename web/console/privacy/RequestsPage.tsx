import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { Link, redirect, useRevalidator, useSearchParams } from 'react-router';
import { requestStates, type RequestState } from '../../../common/contract/privacy.ts';
import { consolePrivacyMessages } from '../../../common/locales/console-privacy/index.ts';
import { describeInstant, exactTime } from '../../../common/i18n/times.ts';
import { pageContext } from '../../page-context.ts';
import { EmptyState, Mark, type Tone } from '../PageHead.tsx';
import { useDeeds, type Deed } from './deeds.ts';
import { PrivacyHead } from './PrivacyHead.tsx';
import styles from './privacy.module.css';
import { PrivacyText, usePrivacyText, type PrivacyTexts } from './text.ts';
import type { Route } from './+types/RequestsPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, language, now, timeZone } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const state = requestStates.find((known) => known === query.get('state'));
  const cursor = query.get('after') ?? undefined;
  const outcome = await ops.listPrivacyRequests({ ...(state === undefined ? {} : { state }), ...(cursor === undefined ? {} : { cursor }), limit: 30 });
  if (!outcome.ok) throw new Response(null, { status: 404 });
  const zone = timeZone;
  const at = (instant: string | undefined) => (instant === undefined ? undefined : { words: describeInstant(instant, now, zone, language), exact: exactTime(instant, zone, language) });
  const items = outcome.value.items.map((item) => ({ ...item, asked: at(item.askedAt), due: at(item.dueAt), ended: at(item.endedAt), until: at(item.expiresAt), moving: item.state === 'running' || (item.state === 'waiting' && item.dueAt <= now.toISOString()) }));
  return { texts: consolePrivacyMessages[language], state: state ?? 'all', paged: cursor !== undefined, next: outcome.value.next, items };
}
type Item = Awaited<ReturnType<typeof loader>>['items'][number];

export async function action({ context, request }: Route.ActionArgs): Promise<Deed> {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '');
  if (text('do') === 'find') {
    const found = await ops.findPersonForPrivacy({ address: text('address') });
    if (found.ok) throw redirect(`/console/privacy/people/${found.value.personId}`);
    return { ok: false, problem: explain(found.refusal) };
  }
  const outcome = await ops.takeBackPrivacyRequest({ id: text('id') });
  return outcome.ok ? { ok: true, done: 'taken_back' } : { ok: false, problem: explain(outcome.refusal) };
}

/** Exports and erasures: who asked, how far they are, what is to look at afterwards. */
export default function RequestsPage({ loaderData }: Route.ComponentProps) {
  return (
    <PrivacyText texts={loaderData.texts}>
      <Requests {...loaderData} />
    </PrivacyText>
  );
}

function Requests({ items, state, next, paged }: Omit<Route.ComponentProps['loaderData'], 'texts'>) {
  const t = usePrivacyText();
  const [, setQuery] = useSearchParams();
  const { Form, send, busy } = useDeeds();
  useProgress(items.some(({ moving }) => moving));
  const address = (after?: string) => `?${new URLSearchParams({ ...(state === 'all' ? {} : { state }), ...(after === undefined ? {} : { after }) })}`;
  return (
    <>
      <PrivacyHead hint="hint_requests" />
      <p className={styles.hint}>{t('find_hint')}</p>
      <Form method="post" className={styles.find ?? ''}>
        <input type="hidden" name="do" value="find" />
        <TextInput name="address" label={t('find_label')} placeholder={t('find_placeholder')} maxLength={254} required withAsterisk={false} autoComplete="off" />
        <Button type="submit" variant="default" disabled={busy}>{t('find')}</Button>
      </Form>
      <div className={styles.filters}>
        <SegmentedControl aria-label={t('requests_filter')} value={state} data={[{ value: 'all', label: t('state_all') }, ...requestStates.map((value) => ({ value: value as string, label: t(`state.${value}`) }))]} onChange={(value) => setQuery(value === 'all' ? {} : { state: value })} />
      </div>
      {items.length === 0 ? (
        <EmptyState title={t('requests_empty')} hint={t('requests_empty_hint')} />
      ) : (
        <ul className={styles.list}>
          {items.map((item) => (
            <RequestRow key={item.id} item={item} busy={busy} takeBack={() => send({ do: 'back', id: item.id })} />
          ))}
        </ul>
      )}
      <div className={styles.tools}>
        {paged && <Button component={Link} variant="default" to={address()}>{t('newest')}</Button>}
        {next !== undefined && <Button component={Link} variant="default" to={address(next)}>{t('older')}</Button>}
      </div>
    </>
  );
}

const tones: Readonly<Record<RequestState, Tone>> = { waiting: 'soon', running: 'info', done: 'good', refused: 'bad', taken_back: 'plain' };
const reasons: Readonly<Record<string, keyof PrivacyTexts & `reason.${string}`>> = { last_operator: 'reason.last_operator', gone: 'reason.gone' };

function RequestRow({ item, busy, takeBack }: { item: Item; busy: boolean; takeBack(): void }) {
  const t = usePrivacyText();
  const reason = reasons[item.reason ?? ''];
  const left = item.left ?? [];
  return (
    <li>
      <div className={styles.main}>
        <p className={styles.name}>
          <Mark tone={item.kind === 'erasure' ? 'bad' : 'info'}>{t(`kind.${item.kind}`)}</Mark>
          {item.name === undefined ? <span>{t('erased_person')}</span> : <Link to={`/console/privacy/people/${item.personId}`}>{item.name}</Link>}
          <Mark tone={tones[item.state]}>{t(`state.${item.state}`)}</Mark>
        </p>
        <p className={styles.facts}>
          <span title={item.asked?.exact}>{t(item.byPerson ? 'asked_by_person' : 'asked_by_operator', { at: item.asked?.words ?? '' })}</span>
          {item.state === 'waiting' && !item.moving && <span title={item.due?.exact}>{t('begins', { at: item.due?.words ?? '' })}</span>}
          {item.ended !== undefined && item.state === 'done' && <span title={item.ended.exact}>{t('ended', { at: item.ended.words })}</span>}
          {item.until !== undefined && item.mine && <span title={item.until.exact}>{t('fetch_until', { at: item.until.words })}</span>}
          {item.attempts > 0 && item.state === 'running' && <span>{t('attempts', { count: item.attempts })}</span>}
          {reason !== undefined && <span>{t(reason)}</span>}
        </p>
        {item.state === 'running' && (
          <p className={styles.facts}>
            <progress className={styles.bar} max={Math.max(1, item.steps.all)} value={item.steps.done} aria-label={t(`kind.${item.kind}`)} />
            {t('progress', item.steps)}
          </p>
        )}
        {left.length > 0 && (
          <details className={styles.warning}>
            <summary>{t('left_title', { count: left.length })}</summary>
            {left.map(({ place, rows }) => <div key={place}>{t('left_line', { place, count: rows })}</div>)}
          </details>
        )}
      </div>
      <div className={styles.tools}>
        {item.until !== undefined && item.mine && (['json', 'html'] as const).map((format) => (
          <Button key={format} component="a" href={`/account/privacy/exports/${item.id}/${format}`} variant="default" size="xs">{t(`download_${format}`)}</Button>
        ))}
        {item.kind === 'erasure' && item.state === 'waiting' && !item.moving && <Button variant="default" size="xs" disabled={busy} onClick={takeBack}>{t('take_back')}</Button>}
      </div>
    </li>
  );
}

const lookMilliseconds = 2_000;

/** Looks again while something moves and somebody looks. */
function useProgress(moving: boolean) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!moving) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void revalidate();
    }, lookMilliseconds);
    return () => clearInterval(timer);
  }, [moving, revalidate]);
}
