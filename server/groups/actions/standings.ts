import type { z } from 'zod';
import type { fleetNamesSchema, fleetStandingsSchema, historySchema, listFleetStandingsSchema, listHistorySchema } from '../../../common/contract/fleet-operations.ts';
import type { FleetStanding } from '../../../common/contract/groups.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { namesOf } from '../../people/index.ts';
import { done, pageFrom, readCursor, readIdCursor, refuse, rowsToRead, scopesWhere, type Outcome, type Work } from '../../platform/index.ts';
import type { GroupsPorts } from '../ports.ts';
import { fleetRows, findFleetRow, pageOfFleets } from '../store/fleets.ts';
import { groupsOfFleet, groupsOfFleets } from '../store/groups.ts';
import { pageOfHistory } from '../store/history.ts';
import { fleetView, nameOf } from '../views.ts';

type Ports = Pick<GroupsPorts, 'waiting'>;
const nobody = { waiting: 0, inReview: 0, ending: 0 };

/** Every fleet that the reader may look at, as it stands now. */
export async function listFleetStandings(ports: Ports, work: Work, { topic, cursor, limit }: z.output<typeof listFleetStandingsSchema>): Promise<Outcome<z.input<typeof fleetStandingsSchema>>> {
  const place = readCursor(cursor, 1);
  if (!place.ok) return place;
  const scopes = scopesWhere(work.actor, 'fleets.read');
  const keys = scopes === 'everywhere' ? undefined : scopes.flatMap((scope) => (scope.kind === 'fleet' ? [scope.key] : []));
  const rows = await pageOfFleets(work.db, { keys, topic, after: place.value === undefined ? undefined : String(place.value[0]).replaceAll('\0', '') }, rowsToRead(limit));
  const groups = await groupsOfFleets(work.db, rows.map(({ settings }) => settings));
  const waiting = await ports.waiting(work.db, rows.map(({ key }) => key));
  return done(pageFrom(rows, limit, (row) => fleetView(row, groups.get(row.key) ?? [], waiting.get(row.key) ?? nobody, work.language), ({ key }) => [key]));
}

/** What every fleet that the reader may look at is called, in the order of their names. */
export async function listFleetNames(work: Work): Promise<Outcome<z.input<typeof fleetNamesSchema>>> {
  const scopes = scopesWhere(work.actor, 'fleets.read');
  const keys = scopes === 'everywhere' ? undefined : scopes.flatMap((scope) => (scope.kind === 'fleet' ? [scope.key] : []));
  const items = (await fleetRows(work.db, keys)).filter(({ removed }) => !removed).map(({ key, settings }) => ({ key, platform: settings.platform, topicName: inLanguage(settings.topicName, work.language), name: inLanguage(settings.name ?? settings.topicName, work.language) }));
  const order = new Intl.Collator(work.language, { numeric: true });
  return done({ items: items.toSorted((one, other) => order.compare(one.topicName, other.topicName) || order.compare(one.name, other.name) || order.compare(one.key, other.key)).slice(0, 2000) });
}

export async function readFleetStanding(ports: Ports, work: Work, fleet: string): Promise<Outcome<FleetStanding>> {
  const row = await findFleetRow(work.db, fleet);
  if (row === undefined || row.removed) return refuse('not_found');
  const groups = (await groupsOfFleets(work.db, [row.settings])).get(fleet) ?? [];
  const waiting = (await ports.waiting(work.db, [fleet])).get(fleet) ?? nobody;
  return done(fleetView(row, groups, waiting, work.language));
}

/** What happened to a fleet's groups and why, the latest first. */
export async function listGroupHistory(work: Work, { fleet, group, cursor, limit }: z.output<typeof listHistorySchema>): Promise<Outcome<z.input<typeof historySchema>>> {
  const before = readIdCursor(cursor);
  if (!before.ok) return before;
  const row = await findFleetRow(work.db, fleet);
  if (row === undefined) return refuse('not_found');
  const lines = await pageOfHistory(work.db, { fleet, group, before: before.value }, rowsToRead(limit));
  const groups = await groupsOfFleet(work.db, row.settings, 'all');
  const names = await namesOf(work.db, lines.flatMap(({ byPerson }) => (byPerson === null ? [] : [byPerson])));
  const called = new Map(groups.map((one) => [one.id, nameOf(row, one, groups, work.language)]));
  return done(pageFrom(lines, limit, ({ id, groupId, at, what, reason, facts, byPerson }) => ({
    id, what, reason, at: at.toISOString(),
    group: { id: groupId, name: called.get(groupId) ?? '' },
    facts: facts as Record<string, string | number | boolean | null>,
    ...(byPerson === null ? {} : { by: { id: byPerson, name: names.get(byPerson) ?? '' } }),
  }), ({ id }) => [id]));
}
