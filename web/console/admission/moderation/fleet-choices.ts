import { grantsThatAllow, type Permission } from '../../../../common/contract/rights.ts';
import type { PageContext } from '../../../page-context.ts';
import type { Choice } from '../../form/SearchableChoice.tsx';

/** The fleets in which who looks may do this, all of them, to choose one; whether a button is worth showing. The operation asks again. */
export async function fleetsFor({ ops, actor }: Pick<PageContext, 'ops' | 'actor'>, permission: Permission): Promise<Choice[]> {
  const fleets = await ops.listFleetNames({});
  if (!fleets.ok || actor.kind !== 'person' || actor.held !== undefined) return [];
  const may = (key: string) => grantsThatAllow(actor.grants, permission, { kind: 'fleet', key }).length > 0;
  return fleets.value.items.filter(({ key }) => may(key)).map(({ key, name, topicName }) => ({ value: key, label: name === topicName ? name : `${topicName} · ${name}` }));
}
