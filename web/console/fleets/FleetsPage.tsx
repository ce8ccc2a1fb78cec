import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { pageContext } from '../../page-context.ts';
import { EmptyState, Mark, PageHead } from '../PageHead.tsx';
import { mayDo } from '../people/may-do.ts';
import { newEntryPath } from '../sections.ts';
import { useText } from '../text.tsx';
import records from '../records/records.module.css';
import { GroupBar } from './GroupBar.tsx';
import { groupsTexts } from './text.ts';
import { useLiveFleets } from './use-live-fleet.ts';
import { GroupsText, useGroupsText } from './use-text.ts';
import styles from './fleets.module.css';
import type { Route } from './+types/FleetsPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

/** So many groups of a fleet are drawn in the overview, the latest; the rest is a number. */
const drawn = 24;

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, actor, language } = context.get(pageContext);
  const cursor = new URL(request.url).searchParams.get('after') ?? undefined;
  const outcome = await ops.listFleetStandings({ limit: 30, ...(cursor === undefined ? {} : { cursor }) });
  if (!outcome.ok) throw new Response(null, { status: outcome.refusal.code === 'not_found' ? 404 : 400 });
  const items = outcome.value.items.map((fleet) => {
    const living = fleet.groups.filter(({ state }) => state === 'active' || state === 'preparing');
    return { ...fleet, groups: living.slice(-drawn), living: living.length };
  });
  return { items, next: outcome.value.next, paged: cursor !== undefined, mayAdd: mayDo(actor, 'centre.edit'), texts: groupsTexts(language) };
}

export default function FleetsPage({ loaderData }: Route.ComponentProps) {
  return <GroupsText texts={loaderData.texts}><Fleets {...loaderData} /></GroupsText>;
}

function Fleets({ items, next, paged, mayAdd }: Route.ComponentProps['loaderData']) {
  const t = useText();
  const words = useGroupsText();
  useLiveFleets();
  const add = mayAdd ? <Button component={Link} to={newEntryPath('fleets')}>{words('fleet_new')}</Button> : undefined;
  return (
    <>
      <PageHead title={t('fleets_standing')} hint={words('groups_hint')}>{items.length > 0 && add}</PageHead>
      {items.length === 0 ? <EmptyState title={words('fleets_empty')} hint={words('fleets_empty_hint')}>{add}</EmptyState> : (
        <ul className={styles.list}>
          {items.map((fleet) => (
            <li key={fleet.key}>
              <Link className={styles.fleet ?? ''} to={`/console/groups/${fleet.key}`} prefetch="intent">
                <span className={styles.fleetHead}>
                  <strong>{fleet.name}</strong>
                  <Mark tone={fleet.takesPeople ? 'good' : 'bad'}>{fleet.nowhere === undefined ? words('takes') : words(`nowhere_${fleet.nowhere}`)}</Mark>
                  {fleet.inReview > 0 && <Mark tone="soon">{words('review_count', { count: fleet.inReview })}</Mark>}
                  {fleet.waiting > 0 && <Mark tone="info">{words('waiting_count', { count: fleet.waiting })}</Mark>}
                  <span>{[t(`app.${fleet.app}`), words('groups_count', { count: fleet.living }), words('members_count', { count: fleet.members })].join(' · ')}</span>
                </span>
                <span className={styles.strip}>{fleet.groups.map((group) => <GroupBar key={group.id} group={group} small />)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <div className={records.paging}>
        {paged && <Button component={Link} variant="default" to="/console/groups">{words('newest')}</Button>}
        {next !== undefined && <Button component={Link} variant="default" to={`?after=${next}`}>{words('more')}</Button>}
      </div>
    </>
  );
}
