import type { Database } from '../database/tables.ts';
import type { Log } from '../log.ts';
import type { DomainEvent } from './publish.ts';

/** An event as it is delivered. `position` grows with the order of writing within a subject. */
export type DeliveredEvent = { id: string; position: string; name: string; subject: string; data: Readonly<Record<string, unknown>>; occurredAt: Date };

/** What a delivery works with besides its transaction. */
export type DeliveryWork = {
  now: Date;
  log: Log;
  /** Publishes what follows from the event, in the same transaction. */
  publish(...events: DomainEvent[]): Promise<void>;
  /** Runs once the delivery has been committed, never when it failed. */
  afterCommit(run: () => void): void;
};

/**
 * Someone who wants to hear of events. `name` is kept in the database: renaming one loses what waits for it.
 * What `handle` writes with `tx` happens exactly once; anything else it does (mail, calls) may happen again after a crash.
 * Events about one subject arrive in order and one at a time; a throw means "not delivered, try later".
 */
export type Subscriber = {
  readonly name: string;
  readonly events: readonly string[] | 'all';
  handle(event: DeliveredEvent, tx: Database, work: DeliveryWork): Promise<void>;
};

/** Names of the subscribers of each event, for `publishEvent`. Throws when two share a name. */
export function subscriberNames(subscribers: readonly Subscriber[]): (event: string) => readonly string[] {
  if (new Set(subscribers.map(({ name }) => name)).size < subscribers.length) throw new Error('Two subscribers have the same name');
  const known = new Map<string, readonly string[]>();
  return (event) => {
    const names = known.get(event) ?? subscribers.filter(({ events }) => events === 'all' || events.includes(event)).map(({ name }) => name);
    if (known.size < 1000) known.set(event, names);
    return names;
  };
}
