import type { Subscriber } from './platform/events/subscriber.ts';
import { isOperator } from './platform/index.ts';
import type { Realtime, SignedInActor } from './platform/realtime/index.ts';

/** What open pages can watch. */
export const liveTopics = ['centre', 'proposals'] as const;

/** Which topics have something new after an event. */
const topicsOf: Readonly<Record<string, readonly (typeof liveTopics)[number][]>> = {
  'centre.changed': ['centre'],
  'proposal.submitted': ['centre', 'proposals'],
  'proposal.resolved': ['centre', 'proposals'],
};

/** Operators watch everything; nobody else watches anything yet. */
export function mayWatch(actor: SignedInActor, topic: string): boolean {
  return isOperator(actor) && liveTopics.some((known) => known === topic);
}

const events = [...Object.keys(topicsOf), 'people.sessions_ended'];

/** Who hears of an event; for programs that publish and leave the delivery to the server. */
export function subscribersOf(event: string): readonly string[] {
  return events.includes(event) ? ['realtime'] : [];
}

/** Passes events on to open pages, and looks at a person's connections again when their sessions ended. */
export function liveSubscriber(realtime: () => Realtime): Subscriber {
  return {
    name: 'realtime',
    events,
    async handle(event, _transaction, work) {
      const topics = topicsOf[event.name] ?? [];
      work.afterCommit(() => {
        if (topics.length > 0) realtime().changed(topics);
        if (event.name === 'people.sessions_ended') void realtime().recheck(event.subject);
      });
    },
  };
}
