import { z } from 'zod';
import {
  deliveriesSchema, deliveryDetailSchema, deliveryIdSchema, deliverySchema, listDeliveriesSchema, listWebhooksSchema, replayedSchema, replaySchema, webhookEventsSchema,
  webhookIdSchema, webhookInputs, webhookSchema, webhookSecretSchema, webhooksSchema,
} from '../../../common/contract/webhooks.ts';
import { done, operation, type EventCatalogue } from '../../platform/index.ts';
import { listDeliveries, readDelivery, replayDelivery, replayWebhook, testWebhook } from '../actions/deliveries.ts';
import { createWebhook, listWebhookEvents, listWebhooks, readWebhook, rotateWebhookSecret, setWebhookDeleted, updateWebhook } from '../actions/webhooks.ts';
import { webhookEventNames } from '../outgoing/payload.ts';

/** Receivers of events, and what was sent to them. */
export function createWebhookOperations({ events, wakeWebhooks }: { events: EventCatalogue; wakeWebhooks(): void }) {
  const inputs = webhookInputs(webhookEventNames(events));
  const right = 'webhooks.manage';
  return {
    listWebhookEvents: operation({
      name: 'listWebhookEvents', method: 'get', path: '/webhooks/events', summary: 'The events that a webhook can choose.',
      right, input: z.strictObject({}), output: webhookEventsSchema,
      action: async () => done(listWebhookEvents(events)),
    }),
    listWebhooks: operation({
      name: 'listWebhooks', method: 'get', path: '/webhooks', summary: 'Every webhook, latest first.',
      right, input: listWebhooksSchema, output: webhooksSchema,
      action: listWebhooks,
    }),
    readWebhook: operation({
      name: 'readWebhook', method: 'get', path: '/webhooks/{id}', summary: 'Reads one webhook.',
      right, input: webhookIdSchema, output: webhookSchema,
      action: readWebhook,
    }),
    createWebhook: operation({
      name: 'createWebhook', method: 'post', path: '/webhooks', summary: 'Adds a webhook; its secret is shown in this answer only.',
      description: 'Messages are signed as Standard Webhooks asks and come at least once, always with the same webhook-id; about one subject they come in order.',
      right, idempotent: true, secretAnswer: true, refusals: ['section_full'], input: inputs.create, output: webhookSecretSchema,
      action: createWebhook,
    }),
    updateWebhook: operation({
      name: 'updateWebhook', method: 'put', path: '/webhooks/{id}', summary: 'Replaces what a webhook hears of, where, and whether it is on.',
      right, input: inputs.update, output: webhookSchema,
      action: (work, input) => updateWebhook(work, input, wakeWebhooks),
    }),
    deleteWebhook: operation({
      name: 'deleteWebhook', method: 'delete', path: '/webhooks/{id}', summary: 'Deletes a webhook; it can be brought back for 30 days.',
      right, input: webhookIdSchema, output: webhookSchema,
      action: (work, input) => setWebhookDeleted(work, input, true, wakeWebhooks),
    }),
    restoreWebhook: operation({
      name: 'restoreWebhook', method: 'post', path: '/webhooks/{id}/restore', summary: 'Brings a deleted webhook back.',
      right, refusals: ['section_full'], input: webhookIdSchema, output: webhookSchema,
      action: (work, input) => setWebhookDeleted(work, input, false, wakeWebhooks),
    }),
    rotateWebhookSecret: operation({
      name: 'rotateWebhookSecret', method: 'post', path: '/webhooks/{id}/secret', summary: 'Gives a new secret; for 24 hours messages are signed with both.',
      right, idempotent: true, secretAnswer: true, input: webhookIdSchema, output: webhookSecretSchema,
      action: rotateWebhookSecret,
    }),
    testWebhook: operation({
      name: 'testWebhook', method: 'post', path: '/webhooks/{id}/test', summary: 'Sends the message webhook.test, which means nothing.',
      right, limit: { per: 'person', count: 30, seconds: 600 }, refusals: ['webhook_off'], input: webhookIdSchema, output: deliverySchema,
      action: (work, input) => testWebhook(work, input, wakeWebhooks),
    }),
    listDeliveries: operation({
      name: 'listDeliveries', method: 'get', path: '/webhooks/{id}/deliveries', summary: 'What was sent to a webhook in the last 30 days, latest first.',
      right, input: listDeliveriesSchema, output: deliveriesSchema,
      action: listDeliveries,
    }),
    readDelivery: operation({
      name: 'readDelivery', method: 'get', path: '/webhooks/{id}/deliveries/{delivery}', summary: 'One message, with every attempt to send it.',
      right, input: deliveryIdSchema, output: deliveryDetailSchema,
      action: readDelivery,
    }),
    replayDelivery: operation({
      name: 'replayDelivery', method: 'post', path: '/webhooks/{id}/deliveries/{delivery}/replay', summary: 'Sends one message again, with the same webhook-id.',
      right, input: deliveryIdSchema, output: deliverySchema,
      action: (work, input) => replayDelivery(work, input, wakeWebhooks),
    }),
    replayWebhook: operation({
      name: 'replayWebhook', method: 'post', path: '/webhooks/{id}/replay', summary: 'Sends everything again that failed since an instant, and what happened while the webhook was off.',
      right, input: replaySchema, output: replayedSchema,
      action: (work, input) => replayWebhook(work, input, events, wakeWebhooks),
    }),
  } as const;
}
