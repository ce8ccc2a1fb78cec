import type { Fleet, Topic } from './contract/fleet.ts';
import { resolveJoinName } from './join-name.ts';

type Named = { topics: readonly Pick<Topic, 'key' | 'aliases'>[]; fleets: readonly Pick<Fleet, 'key' | 'topic' | 'aliases'>[] };

/** What a name below /g/ stands for: all fleets of a topic, or one. */
export type JoinPlace = { kind: 'topic' | 'fleet'; key: string; fleets: string[] };

/** The fleets to which a name leads. A topic without fleets gives its name to the fleet that is called so; else it leads nowhere. [000] */
export function joinPlaceOf(centre: Named, name: string): JoinPlace | undefined {
  const found = resolveJoinName(centre, name);
  if (found?.kind === 'fleet') return { kind: 'fleet', key: found.key, fleets: [found.key] };
  if (found === undefined) return undefined;
  const fleets = centre.fleets.filter(({ topic }) => topic === found.key).map(({ key }) => key);
  if (fleets.length > 0) return { kind: 'topic', key: found.key, fleets };
  return centre.fleets.some(({ key }) => key === name) ? { kind: 'fleet', key: name, fleets: [name] } : undefined;
}

/** The address below /g/ of one fleet: its key, unless a topic with several fleets goes by the same name. */
export function fleetAddress(centre: Named, key: string): string {
  const place = joinPlaceOf(centre, key);
  if (place === undefined || place.kind === 'fleet' || (place.fleets.length === 1 && place.fleets[0] === key)) return key;
  return `${centre.fleets.find((fleet) => fleet.key === key)?.topic ?? key}?fleet=${key}`;
}
