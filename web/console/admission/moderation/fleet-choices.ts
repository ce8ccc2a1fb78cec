import { grantsThatAllow, type Permission } from '../../../../common/contract/rights.ts';
import type { PageContext } from '../../../page-context.ts';

export type FleetChoice = { value: string; label: string };

/** The fleets in which who looks may do this, for a menu; whether a button is worth showing. The operation asks again. */
export async function fleetsFor({ ops, actor }: Pick<PageContext, 'ops' | 'actor'>, permission: Permission): Promise<FleetChoice[]> {
  const fleets = await ops.listFleetStandings({ limit: 100 });
  if (!fleets.ok || actor.kind !== 'person' || actor.held !== undefined) return [];
  const may = (key: string) => grantsThatAllow(actor.grants, permission, { kind: 'fleet', key }).length > 0;
  return fleets.value.items.filter(({ key }) => may(key)).map(({ key, name, topicName }) => ({ value: key, label: name === topicName ? name : `${topicName} · ${name}` }));
}
