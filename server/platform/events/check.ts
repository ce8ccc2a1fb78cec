import type { EventCatalogue } from './catalogue.ts';
import type { DomainEvent } from './publish.ts';

/** Throws for an event that the catalogue does not have, or whose data it has otherwise; for development and tests. */
export function eventChecker(catalogue: EventCatalogue): (event: DomainEvent) => void {
  return ({ name, data = {} }) => {
    const kind = catalogue[name];
    if (kind === undefined) throw new Error(`The event ${name} is not in the catalogue`);
    const parsed = kind.data.safeParse(data);
    if (!parsed.success) throw new Error(`The event ${name} is not as its catalogue has it: ${parsed.error.message}`);
  };
}
