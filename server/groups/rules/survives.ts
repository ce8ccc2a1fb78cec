import { occupied, type GroupFacts } from './group-facts.ts';

/**
 * Whether a group goes on that a description does not list. Nobody loses a seat because a file is older than the group, and no group that was
 * opened when it was needed goes because nobody wrote it down: such a group ends when somebody says so. One that a description entered and that
 * is empty goes with its line.
 */
export function survivesUnlisted(group: Pick<GroupFacts, 'members' | 'others' | 'reserved'>, { byItself }: { /** It came to be in the life of the fleet, not by a description. */ byItself: boolean }): boolean {
  return byItself || occupied(group) > 0;
}
