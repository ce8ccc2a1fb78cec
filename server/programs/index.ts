import * as apiKeys from './migrations/0051-api-keys.ts';
import * as webhooks from './migrations/0052-webhooks.ts';
import * as incomingHooks from './migrations/0053-incoming-hooks.ts';
import * as refusedMessages from './migrations/0097-refused-messages.ts';

export { actorOfKey } from './access.ts';
export { programsEvents } from './events.ts';
export { createProgramsJobs } from './jobs.ts';
export { createIncoming, largestMessage, type IncomingRequest } from './incoming/http.ts';
export { withConnectorHooks } from './incoming/connector-hooks.ts';
export { operatorHooks } from './incoming/operator-hooks.ts';
export type { FindHook, IncomingHook, IncomingMessage } from './incoming/hook.ts';
export { checkSignature } from './signing.ts';
export { programsPersonalData } from './personal-data.ts';
export { createProgramsOperations } from './operations.ts';
export { programsRetention } from './retention.ts';
export { createWebhookSender, type WebhookSender } from './outgoing/sender.ts';
export { webhooksSubscriber, webhooksSubscription } from './outgoing/subscriber.ts';
export { readWebhookCounts, type WebhookCounts } from './store/state.ts';
export { webhookEventNames } from './outgoing/payload.ts';

export const programsMigrations = { '0051-api-keys': apiKeys, '0052-webhooks': webhooks, '0053-incoming-hooks': incomingHooks, '0097-refused-messages': refusedMessages } as const;
