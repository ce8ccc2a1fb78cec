import type { Fleet, Topic } from './contract/fleet.ts';

type Named = { readonly topics: readonly Pick<Topic, 'key' | 'aliases'>[]; readonly fleets: readonly Pick<Fleet, 'key' | 'topic' | 'aliases'>[] };

/** What a name below /g/ leads to. `moved`: it is an earlier name, and the reader is led on to `/g/<key>`. */
export type JoinTarget = { kind: 'topic' | 'fleet'; key: string; moved: boolean };

/**
 * Where /g/<name> leads: to the topic of this key, else to the fleet of this key, else to whatever once had the name. A link that was printed or
 * sent once leads on for ever, also when its topic or fleet was renamed or became part of another. Undefined for a name that nobody ever had.
 */
export function resolveJoinName({ topics, fleets }: Named, name: string): JoinTarget | undefined {
  if (topics.some(({ key }) => key === name)) return { kind: 'topic', key: name, moved: false };
  if (fleets.some(({ key }) => key === name)) return { kind: 'fleet', key: name, moved: false };
  const topic = topics.find(({ aliases }) => aliases?.includes(name) === true);
  if (topic !== undefined) return { kind: 'topic', key: topic.key, moved: true };
  const fleet = fleets.find(({ aliases }) => aliases?.includes(name) === true);
  return fleet === undefined ? undefined : { kind: 'fleet', key: fleet.key, moved: true };
}

/** The key of the fleet that is called so, or once was; the name itself when none is. */
export function keyOfFleet({ fleets }: Pick<Named, 'fleets'>, name: string): string {
  if (fleets.some(({ key }) => key === name)) return name;
  return fleets.find(({ aliases }) => aliases?.includes(name) === true)?.key ?? name;
}

/** Whether an earlier name leads to one place only: it is nobody's key and nobody else's earlier name. `owner`: whose it is. */
export function isFreeAlias({ topics, fleets }: Named, alias: string, owner: { kind: 'topic' | 'fleet'; key: string }): boolean {
  const all = [...topics.map((topic) => ({ kind: 'topic', ...topic })), ...fleets.map((fleet) => ({ kind: 'fleet', ...fleet }))];
  return all.every(({ kind, key, aliases }) => key !== alias && ((kind === owner.kind && key === owner.key) || aliases?.includes(alias) !== true));
}
