import type { EventCatalogue, Subscriber } from '../../platform/index.ts';
import { insertDeliveries } from '../store/deliveries.ts';
import { endpointsFor } from '../store/endpoints.ts';
import { payloadOf, webhookEventNames } from './payload.ts';

/** The name under which the outbox keeps what waits for webhooks. */
export const webhooksSubscription = 'webhooks';

/** Writes a delivery for each receiver that chose the event, in the relay's transaction: once, in order, even when the process dies. */
export function webhooksSubscriber(parts: { events: EventCatalogue; wakeWebhooks(): void }): Subscriber {
  return {
    name: webhooksSubscription,
    events: webhookEventNames(parts.events),
    async handle(event, tx, work) {
      const endpoints = await endpointsFor(tx, event.name);
      if (endpoints.length === 0) return;
      const body = payloadOf(event, parts.events);
      await insertDeliveries(tx, endpoints.map((endpointId) => ({ endpointId, eventId: event.id, event: event.name, subject: event.subject, position: event.position, body })), work.now);
      work.afterCommit(parts.wakeWebhooks);
    },
  };
}
