import type { JoinStrip } from '../../../common/contract/join.ts';
import { fleetRows, groupsOfFleets, landing } from '../../groups/index.ts';
import type { ProductParts } from '../../parts.ts';
import { done, type Outcome, type Work } from '../../platform/index.ts';
import { waitingByFleet } from '../store/usual-wait.ts';
import { joinFleetView } from '../views/join-fleet-view.ts';

/** How all fleets stand at this moment, for the strip of the support page: three statements, however many fleets there are. Empty while the centre is. */
export async function readJoinStrip({ reader }: Pick<ProductParts, 'reader'>, { db, language }: Work): Promise<Outcome<JoinStrip>> {
  const { centre } = reader.current();
  if (centre === null || centre.fleets.length === 0) return done({ items: [] });
  const rows = new Map((await fleetRows(db)).map((row) => [row.key, row]));
  const [groups, waiting] = await Promise.all([groupsOfFleets(db, [...rows.values()].map(({ settings }) => settings)), waitingByFleet(db)]);
  return done({
    items: centre.fleets.map((fleet) => {
      const row = rows.get(fleet.key);
      const own = groups.get(fleet.key) ?? [];
      const landed = row === undefined ? ({ group: undefined, reason: 'no_group' } as const) : landing({ ...row, groups: own }, { kind: 'ordinary' });
      const view = joinFleetView(centre, fleet, { groups: own, landing: landed, waiting: waiting.get(fleet.key) ?? 0, usualWait: undefined }, language);
      return { key: view.key, address: view.address, applies: view.applies, landing: view.landing, groups: view.groups.map(({ key, name, term, heads, target, counted, intake }) => ({ key, name, heads, target, counted, intake, ...(term === undefined ? {} : { term }) })) };
    }),
  });
}
