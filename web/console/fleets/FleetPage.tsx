import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { mostGroups } from '../../../common/contract/fleet.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import { pageContext } from '../../page-context.ts';
import { Mark, PageHead } from '../PageHead.tsx';
import { sectionPath } from '../sections.ts';
import { useText } from '../text.tsx';
import { typed } from '../organisations/deeds.ts';
import { Departures } from './Departures.tsx';
import { fleetIntents, type Deed } from './fleet-actions.ts';
import { readFleetPage, tabs, type FleetData } from './fleet-data.ts';
import { GroupDialog } from './GroupDialog.tsx';
import { GroupRow } from './GroupRow.tsx';
import { HistoryList } from './HistoryList.tsx';
import { Members } from './Members.tsx';
import { OpenGroup } from './OpenGroup.tsx';
import records from '../records/records.module.css';
import { useLiveFleet } from './use-live-fleet.ts';
import { GroupsText, UndoContext, useGroupDeeds, useGroupsText } from './use-text.ts';
import { YearOfTerms } from './YearOfTerms.tsx';
import styles from './fleets.module.css';
import type { Route } from './+types/FleetPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export const loader = ({ context, params, request }: Route.LoaderArgs) => readFleetPage(context.get(pageContext), params.fleet, new URL(request.url).searchParams);

export async function action({ context, params, request }: Route.ActionArgs): Promise<Deed> {
  const form = await request.formData();
  const intent = typed(form, 'intent');
  const run = Object.hasOwn(fleetIntents, intent) ? fleetIntents[intent] : undefined;
  if (run === undefined) throw new Response(null, { status: 404 });
  return run(context.get(pageContext), params.fleet, form);
}

export default function FleetPage({ loaderData }: Route.ComponentProps) {
  return <GroupsText texts={loaderData.texts}><WithUndo key={loaderData.fleet.key} {...loaderData} /></GroupsText>;
}

function WithUndo(data: FleetData) {
  const { send } = useGroupDeeds();
  return <UndoContext value={send}><Fleet {...data} /></UndoContext>;
}

function Fleet(data: FleetData) {
  const { fleet, may, tab } = data;
  const t = useText();
  const words = useGroupsText();
  useLiveFleet(fleet.key);
  const [opened, setOpened] = useState<string | null>(null);
  const managed = fleet.groups.find(({ id }) => id === opened);
  const facts = [t(`app.${fleet.app}`), words(`platform_${fleet.platform}`), words('members_count', { count: fleet.members }), ...(fleet.waiting > 0 ? [words('waiting_count', { count: fleet.waiting })] : [])];
  return (
    <>
      <PageHead above={<Link to="/console/groups">{t('fleets_standing')}</Link>} title={fleet.name} hint={facts.join(' · ')}>
        <Mark tone={fleet.takesPeople ? 'good' : 'bad'}>{fleet.nowhere === undefined ? words('takes') : words(`nowhere_${fleet.nowhere}`)}</Mark>
        {may.decide && fleet.inReview > 0 && <Button component={Link} to={`/console/applications?fleet=${fleet.key}`}>{words('review_count', { count: fleet.inReview })}</Button>}
        {may.run && <Button variant="default" onClick={() => setOpened('new')}>{words('group_open')}</Button>}
        {may.end && <Button component={Link} variant="default" to={`/console/groups/${fleet.key}/whole`}>{words('whole')}</Button>}
      </PageHead>
      {fleet.full !== undefined && <p className={records.note} data-tone="soon">{words(`full_${fleet.full}`, { maximum: fleet.full === 'maximum_groups' ? (fleet.maximumGroups ?? 0) : mostGroups })}</p>}
      <Merged {...data} />
      <YearOfTerms groups={fleet.groups} />
      <p className={styles.links}>
        <a href={`/g/${fleet.key}`} target="_blank" rel="noreferrer">{words('public_page')}</a>
        <a href={`/g/${fleet.key}/poster`} target="_blank" rel="noreferrer">{words('poster')}</a>
        <Link to={`/console/groups/${fleet.key}/announcements`}>{words('announcements')}</Link>
        {platformFeatures[fleet.platform].ownCodes && <Link to={`/console/groups/${fleet.key}/codes`}>{words('codes')}</Link>}
        {may.edit && <Link to={sectionPath('fleets', fleet.key)}>{words('settings')}</Link>}
        {may.decide && <Link to={`/console/applications?fleet=${fleet.key}`}>{words('queue')}</Link>}
        {may.invite && <Link to={`/console/applications/invitations?fleet=${fleet.key}`}>{words('invitations')}</Link>}
      </p>
      <nav className={styles.tabs} aria-label={words('tabs')}>
        {tabs.filter((name) => may.members || (name !== 'members' && name !== 'left')).map((name) => (
          <Link key={name} to={name === 'groups' ? '.' : `?show=${name}`} aria-current={name === tab ? 'page' : undefined} preventScrollReset>{words(`tab_${name}`)}</Link>
        ))}
      </nav>
      {tab === 'groups' && <Groups {...data} manage={setOpened} />}
      {tab === 'members' && <Members {...data} />}
      {tab === 'left' && <Departures {...data} />}
      {tab === 'history' && <HistoryList {...data} />}
      {opened === 'new' && <OpenGroup fleet={fleet} close={() => setOpened(null)} />}
      {managed !== undefined && <GroupDialog group={managed} fleet={fleet} may={may} close={() => setOpened(null)} />}
    </>
  );
}

/** What became part of this fleet some minutes ago, and the way back. */
function Merged({ merges }: FleetData) {
  const words = useGroupsText();
  const { send, busy } = useGroupDeeds();
  return merges.map(({ from, name, at, until }) => (
    <p key={from} className={records.note} title={at.exact}>
      {words('merged_lately', { name, key: from, until: until.words })}{' '}
      <Button size="compact-sm" variant="default" loading={busy} onClick={() => send({ intent: 'undo-merge', from, name })}>{words('merge_undo')}</Button>
    </p>
  ));
}

function Groups({ fleet, may, times, manage }: FleetData & { manage(id: string): void }) {
  const words = useGroupsText();
  const living = fleet.groups.filter(({ state }) => state !== 'archived').toReversed();
  const archived = fleet.groups.filter(({ state }) => state === 'archived').toReversed();
  const rows = (groups: typeof living) => (
    <ul className={styles.list}>{groups.map((group) => <li key={group.id}><GroupRow group={group} fleet={fleet} may={may} time={times[group.id]} manage={() => manage(group.id)} /></li>)}</ul>
  );
  return (
    <>
      {living.length > 0 ? rows(living) : <p>{words('nowhere_no_group')}</p>}
      {archived.length > 0 && (
        <details className={styles.archived}>
          <summary>{words('archived_groups', { count: archived.length })}</summary>
          {rows(archived)}
        </details>
      )}
    </>
  );
}
