import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { whenOf } from '../../../groups/when.server.ts';
import { pageContext } from '../../../page-context.ts';
import { EmptyState, PageHead } from '../../PageHead.tsx';
import records from '../../records/records.module.css';
import { mayIn } from '../may-in.ts';
import { runCodesIntent } from './actions.ts';
import { AnnounceDialog } from './AnnounceDialog.tsx';
import { Announcement } from './Announcement.tsx';
import { Readers } from './Readers.tsx';
import { codesTexts } from './text.ts';
import { CodesText, useCodesText } from './use-text.ts';
import type { Route } from './+types/AnnouncementsPage.ts';

export { ConsoleError as ErrorBoundary } from '../../ConsoleError.tsx';
export { consoleMeta as meta } from '../../title.ts';

const shows = ['confirmed', 'missing'] as const;

/** What was announced to a fleet; with `?read=<id>` who has confirmed it. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ops, language, actor } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const [read, after] = [query.get('read') ?? undefined, query.get('after') ?? undefined];
  const show = shows.find((known) => known === query.get('show'));
  const cursor = after === undefined ? {} : { cursor: after };
  const [listed, standing, readers] = await Promise.all([
    ops.listAnnouncements({ fleet: params.fleet, ...(read === undefined ? cursor : {}), limit: 20 }),
    ops.readFleetStanding({ fleet: params.fleet }),
    read === undefined ? undefined : ops.readAcknowledgements({ announcement: read, ...(show === undefined ? {} : { show }), ...cursor, limit: 50 }),
  ]);
  if (!listed.ok || !standing.ok || readers?.ok === false) throw new Response(null, { status: 404 });
  const when = await whenOf(context, request);
  const items = listed.value.items.map((item) => ({ ...item, posted: when(item.postedAt) }));
  return {
    fleet: { key: params.fleet, name: standing.value.name },
    groups: standing.value.groups.filter(({ state }) => state === 'active').map(({ id, name }) => ({ id, name })),
    items, next: listed.value.next ?? null, paged: after !== undefined,
    readers: readers === undefined || read === undefined ? null : { announcement: read, title: items.find(({ id }) => id === read)?.title ?? '', show: show ?? null, next: readers.value.next ?? null, items: readers.value.items.map(({ readAt, ...person }) => ({ ...person, read: readAt === undefined ? null : when(readAt) })) },
    mayRun: mayIn(actor, 'groups.run', params.fleet),
    texts: codesTexts(language),
  };
}
export type AnnouncementsData = Awaited<ReturnType<typeof loader>>;

export function action({ context, params, request }: Route.ActionArgs) {
  return runCodesIntent(context.get(pageContext), request, params.fleet);
}

export default function AnnouncementsPage({ loaderData }: Route.ComponentProps) {
  return <CodesText texts={loaderData.texts}>{loaderData.readers === null ? <Announcements {...loaderData} /> : <Readers fleet={loaderData.fleet} {...loaderData.readers} />}</CodesText>;
}

function Announcements({ fleet, groups, items, next, paged, mayRun }: AnnouncementsData) {
  const words = useCodesText();
  const [writing, setWriting] = useState(false);
  const button = mayRun && <Button onClick={() => setWriting(true)}>{words('announce')}</Button>;
  return (
    <>
      <PageHead above={<Link to={`/console/groups/${fleet.key}`}>{fleet.name}</Link>} title={words('announcements')} hint={words('announcements_hint')}>{items.length > 0 && button}</PageHead>
      {items.length === 0 ? <EmptyState title={words('announcements_none')} hint={words('announcements_none_hint')}>{button}</EmptyState> : items.map((item) => <Announcement key={item.id} item={item} mayRun={mayRun} />)}
      {(next !== null || paged) && (
        <div className={records.paging}>
          {paged && <Button component={Link} variant="default" to="?">{words('first')}</Button>}
          {next !== null && <Button component={Link} variant="default" to={`?after=${next}`}>{words('more')}</Button>}
        </div>
      )}
      {writing && <AnnounceDialog groups={groups} close={() => setWriting(false)} />}
    </>
  );
}
