import { admissionHears, admissionSubscriber, importedMembersHear, importedMembersSubscriber } from './admission/index.ts';
import { events } from './events.ts';
import { groupsHears, groupsSubscriber } from './groups/index.ts';
import { liveEvents, liveSubscriber } from './live.ts';
import { membershipEvents, membershipSubscriber } from './organisations/index.ts';
import type { ProductParts } from './parts.ts';
import { noticeEvents, noticesSubscriber } from './notices/index.ts';
import type { Subscriber } from './platform/index.ts';
import { webhookEventNames, webhooksSubscriber, webhooksSubscription } from './programs/index.ts';
import { entitlementHolderEvents, entitlementHolderSubscriber } from './services/index.ts';
import type { Realtime } from './platform/realtime/index.ts';

/** Who hears of which events, by the names under which the outbox keeps what waits for them. */
export const subscriptions: Readonly<Record<string, readonly string[] | 'all'>> = {
  realtime: liveEvents,
  memberships: membershipEvents,
  'entitlement-holders': entitlementHolderEvents,
  notices: noticeEvents,
  groups: groupsHears,
  admission: admissionHears,
  'imported-members': importedMembersHear,
  [webhooksSubscription]: webhookEventNames(events),
};

/** Who hears of an event; also for programs that publish and leave the delivery to the server. */
export function subscribersOf(event: string): readonly string[] {
  return Object.entries(subscriptions).flatMap(([name, events]) => (events === 'all' || events.includes(event) ? [name] : []));
}

/** Everyone who hears of events, with what they do about them; one for each subscription. */
export function createSubscribers(parts: ProductParts, realtime: () => Realtime): Subscriber[] {
  return [liveSubscriber(realtime), membershipSubscriber(parts), entitlementHolderSubscriber, webhooksSubscriber(parts), noticesSubscriber(parts, realtime), groupsSubscriber(parts), admissionSubscriber(parts), importedMembersSubscriber(parts)];
}
