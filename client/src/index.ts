export { createClient, type Client, type ClientOptions, type CallOptions } from './client.ts';
export { LichunProblem, type FieldProblem } from './problem.ts';
export { verifyWebhook, WebhookRefused, type WebhookMessage } from './webhook.ts';
export type { Events, Operations, Permission, ProblemCode } from './generated.ts';
