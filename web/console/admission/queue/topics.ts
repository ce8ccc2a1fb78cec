import type { Scope } from '../../../../common/contract/rights.ts';

/** A connection watches so many topics at most, and the page has others. */
const mostFleets = 40;

/**
 * What the queue of somebody listens to: all applications, or those of each fleet in which they decide. Whoever decides in more fleets than one
 * connection can watch listens to what happens in any fleet, so that no fleet of theirs stays still.
 */
export function queueTopics(own: readonly Scope[] | 'everywhere'): string[] {
  if (own === 'everywhere') return ['applications'];
  const fleets = own.flatMap((scope) => (scope.kind === 'fleet' ? [`applications:${scope.key}`] : []));
  return fleets.length > mostFleets ? ['fleets'] : fleets;
}
