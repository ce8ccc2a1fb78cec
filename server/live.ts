import { admissionEvents, moderationEvents } from './admission/index.ts';
import { groupsEvents } from './groups/index.ts';
import type { DeliveredEvent, Subscriber } from './platform/events/subscriber.ts';
import { noticesTopic } from './notices/index.ts';
import { may, scopesWhere } from './platform/index.ts';
import type { Realtime, SignedInActor } from './platform/realtime/index.ts';

/** What open pages can watch. */
export const liveTopics = ['upkeep', 'centre', 'proposals', 'webhooks', 'imports'] as const;

/** Which topics have something new after an event. */
const topicsOf: Readonly<Record<string, readonly (typeof liveTopics)[number][]>> = {
  'upkeep.trouble': ['upkeep'],
  'upkeep.recovered': ['upkeep'],
  'upkeep.backup_started': ['upkeep'],
  'upkeep.backup_made': ['upkeep'],
  'upkeep.backup_failed': ['upkeep'],
  'upkeep.woken': ['upkeep'],
  'upkeep.queue_changed': ['upkeep'],
  'centre.changed': ['centre'],
  'proposal.submitted': ['centre', 'proposals'],
  'proposal.resolved': ['centre', 'proposals'],
  'import.progressed': ['imports'],
  'import.finished': ['imports'],
};

/** What happens in a fleet: its groups, its seats, and who waits. */
const fleetTopic = 'fleet:';
/** What happens to the applications of a fleet; without a fleet, to all of them. */
const queueTopic = 'applications';

/** What is watched follows what may be read; notices are everyone's own. */
export function mayWatch(actor: SignedInActor, topic: string): boolean {
  if (topic.startsWith(fleetTopic)) return may(actor, 'fleets.read', { kind: 'fleet', key: topic.slice(fleetTopic.length) });
  if (topic === queueTopic) return may(actor, 'applications.decide');
  if (topic.startsWith(`${queueTopic}:`)) return may(actor, 'applications.decide', { kind: 'fleet', key: topic.slice(queueTopic.length + 1) });
  if (topic === 'fleets') return scopesWhere(actor, 'fleets.read').length > 0;
  if (topic === noticesTopic(actor.id)) return scopesWhere(actor, 'notices.own').length > 0;
  if (topic === 'imports') return may(actor, 'organisations.edit') || may(actor, 'entitlements.edit') || scopesWhere(actor, 'members.import').length > 0;
  return liveTopics.some((known) => known === topic) && may(actor, topic === 'webhooks' ? 'webhooks.manage' : topic === 'upkeep' ? 'upkeep.read' : 'centre.edit');
}

/** Events that open pages hear of. */
export const liveEvents: readonly string[] = [...new Set([...Object.keys(topicsOf), ...Object.keys(groupsEvents), ...Object.keys(admissionEvents), ...Object.keys(moderationEvents), 'people.sessions_ended'])];

/** The fleet that an event is about, and its queue. */
function fleetTopics({ name, data }: DeliveredEvent): string[] {
  const { fleet } = data;
  if (typeof fleet !== 'string') return [];
  const queue = name in admissionEvents || name in moderationEvents ? [queueTopic, `${queueTopic}:${fleet}`] : [];
  return ['fleets', `${fleetTopic}${fleet}`, ...queue];
}

/** Passes events on to open pages, and looks at a person's connections again when their sessions ended. */
export function liveSubscriber(realtime: () => Realtime): Subscriber {
  return {
    name: 'realtime',
    events: liveEvents,
    async handle(event, _transaction, work) {
      const topics = [...(topicsOf[event.name] ?? []), ...fleetTopics(event)];
      work.afterCommit(() => {
        if (topics.length > 0) realtime().changed(topics);
        if (event.name === 'people.sessions_ended') void realtime().recheck(event.subject);
      });
    },
  };
}
