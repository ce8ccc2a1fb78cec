import type { Fleet, Topic } from '../../../common/contract/fleet.ts';

type Named = { topics: readonly Pick<Topic, 'key' | 'aliases'>[]; fleets: readonly Pick<Fleet, 'key' | 'topic' | 'aliases'>[] };

/** What a name below /g/ stands for: all fleets of a topic, or one. */
export type JoinPlace = { kind: 'topic' | 'fleet'; key: string; fleets: string[] };

/**
 * Looks a name up. Names in use come before earlier ones, topics before fleets: a topic that is called like one of its fleets leads to all of
 * them. A topic without fleets leads nowhere. [000]
 */
export function joinPlaceOf({ topics, fleets }: Named, name: string): JoinPlace | undefined {
  const topicPlace = (key: string): JoinPlace | undefined => {
    const own = fleets.filter(({ topic }) => topic === key).map((fleet) => fleet.key);
    return own.length === 0 ? undefined : { kind: 'topic', key, fleets: own };
  };
  const fleetPlace = (key: string): JoinPlace => ({ kind: 'fleet', key, fleets: [key] });
  if (topics.some(({ key }) => key === name)) {
    const place = topicPlace(name);
    if (place !== undefined) return place;
  }
  if (fleets.some(({ key }) => key === name)) return fleetPlace(name);
  const earlier = topics.find(({ aliases }) => aliases?.includes(name) === true);
  const place = earlier === undefined ? undefined : topicPlace(earlier.key);
  if (place !== undefined) return place;
  const earlierFleet = fleets.find(({ aliases }) => aliases?.includes(name) === true);
  return earlierFleet === undefined ? undefined : fleetPlace(earlierFleet.key);
}

/** The address below /g/ of one fleet: its key, unless a topic with several fleets goes by the same name. */
export function fleetAddress({ topics, fleets }: Named, key: string): string {
  const place = topics.some((topic) => topic.key === key) ? joinPlaceOf({ topics, fleets }, key) : undefined;
  return place === undefined || place.kind === 'fleet' || (place.fleets.length === 1 && place.fleets[0] === key) ? key : `${fleetTopic(fleets, key)}?fleet=${key}`;
}

function fleetTopic(fleets: Named['fleets'], key: string): string {
  return fleets.find((fleet) => fleet.key === key)?.topic ?? key;
}
