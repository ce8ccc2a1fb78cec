import { Button, SegmentedControl } from '@mantine/core';
import { data, Link, useRevalidator, useSearchParams } from 'react-router';
import { pageContext } from '../../page-context.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { EmptyState, Mark } from '../PageHead.tsx';
import { useAbout } from '../text.tsx';
import { runDeed } from './deeds.ts';
import { NoticesFrame } from './NoticesFrame.tsx';
import styles from './notices.module.css';
import { noticesPageData } from './page-data.ts';
import { useNoticesText } from './text.ts';
import { useDeed } from './use-deed.ts';
import type { Route } from './+types/NoticesPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const unread = query.get('show') === 'unread';
  const cursor = query.get('after') ?? undefined;
  const [{ shared, when }, outcome] = await Promise.all([noticesPageData(context), ops.listNotices({ unread, ...(cursor === undefined ? {} : { cursor }), limit: 30 })]);
  if (!outcome.ok) throw data(null, { status: 404 });
  return { shared, unread, paged: cursor !== undefined, next: outcome.value.next, count: outcome.value.unread, items: outcome.value.items.map((item) => ({ ...item, when: when(item.at) })) };
}

export function action({ context, request }: Route.ActionArgs) {
  const { ops } = context.get(pageContext);
  return runDeed(context, request, { mark: ops.markNotices });
}

/** What was told to the reader. */
export default function NoticesPage({ loaderData }: Route.ComponentProps) {
  return (
    <NoticesFrame shared={loaderData.shared} hint="inbox_hint">
      <Inbox data={loaderData} />
    </NoticesFrame>
  );
}

function Inbox({ data: { items, unread, count, next, paged, shared } }: { data: Route.ComponentProps['loaderData'] }) {
  const about = useAbout();
  const t = useNoticesText();
  const toast = useToast();
  const { revalidate } = useRevalidator();
  const [, setQuery] = useSearchParams();
  const { send, busy } = useDeed(({ ids = [] }, { input }, again) => {
    const read = (input as { read?: boolean }).read === true;
    if (read && ids.length > 1) toast({ text: t('marked', { count: ids.length }), action: { label: t('undo'), run: () => again({ do: 'mark', input: { ids, read: false } }) } });
    void revalidate();
  });
  const older = new URLSearchParams(unread ? { show: 'unread' } : {});
  if (next !== undefined) older.set('after', next);
  return (
    <>
      <div className={styles.bar}>
        <SegmentedControl aria-label={t('title')} value={unread ? 'unread' : 'all'} data={[{ value: 'all', label: t('inbox_all') }, { value: 'unread', label: `${t('inbox_unread')} ${count > 0 ? count : ''}` }]} onChange={(value) => setQuery(value === 'unread' ? { show: 'unread' } : {})} />
        {count > 0 && (
          <Button variant="default" disabled={busy} onClick={() => send({ do: 'mark', input: { read: true } })}>
            {t('mark_all')}
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <EmptyState title={t(unread ? 'inbox_empty_unread' : 'inbox_empty')} hint={t('inbox_empty_hint')} />
      ) : (
        <ul className={styles.inbox}>
          {items.map((item) => (
            <li key={item.id} data-unread={item.readAt === undefined}>
              <div>
                <p className={styles.kind}>
                  {shared.kinds[item.kind]} {item.readAt === undefined && <Mark tone="info">{t('unread')}</Mark>} {item.urgency === 'urgent' && <Mark tone="bad">{t('urgent')}</Mark>}
                </p>
                <p>{item.link === undefined ? item.text : <Link to={item.link} onClick={() => item.readAt === undefined && send({ do: 'mark', input: { ids: [item.id], read: true } })}>{item.text}</Link>}</p>
              </div>
              <time dateTime={item.at} title={item.when.exact}>
                {item.when.words}
              </time>
              {item.readAt === undefined && (
                <Button variant="subtle" size="compact-sm" disabled={busy} aria-label={about(t('mark_read'), item.text)} onClick={() => send({ do: 'mark', input: { ids: [item.id], read: true } })}>
                  {t('mark_read')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.bar}>
        {paged && <Button component={Link} variant="default" to={unread ? '?show=unread' : '?'}>{t('newest')}</Button>}
        {next !== undefined && <Button component={Link} variant="default" to={`?${older}`}>{t('older')}</Button>}
      </div>
    </>
  );
}
