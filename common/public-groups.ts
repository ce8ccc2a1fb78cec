import type { Fleet } from './contract/fleet.ts';

/** Whether some group of a fleet can be found by its number or name: whoever has a number is led to the search only then. [000] */
export function hasPublicGroups({ public: usual = true, groups = [{ key: '' }] }: Pick<Fleet, 'public' | 'groups'>): boolean {
  return groups.some((group) => (group.public ?? usual) && (group.state ?? 'active') === 'active');
}
