import { visible, type Clock, type Database, type DomainEvent, type Log, type Secrets } from '../../platform/index.ts';
import type { Outbound, OutboundAnswer } from '../../platform/outbound/index.ts';
import { judgeAttempt, readRetryAfter, type Verdict } from '../rules/delivery.ts';
import { seconds, signMessage } from '../signing.ts';
import { noteAttempt, type TakenDelivery } from '../store/deliveries.ts';
import { holdFailingSince, noteHealth } from '../store/endpoints.ts';

export type AttemptParts = {
  clock: Clock;
  log: Log;
  secrets: Secrets;
  outbound: Outbound;
  /** Runs in one transaction, on one of the few connections that are meant for this. */
  inTransaction<Value>(run: (tx: Database) => Promise<Value>): Promise<Value>;
  publish(tx: Database, event: DomainEvent, now: Date): Promise<void>;
};

const timeoutMilliseconds = 10_000;
const largestAnswer = 65_536;
const answerLetters = 1000;

/** What the secrets of a receiver are sealed for. */
export function sealPurpose(endpointId: string): string {
  return `webhook:${endpointId}`;
}

/** Posts a message once, keeps what came of it, and says what becomes of the delivery and its receiver. No connection is held meanwhile. */
export async function attempt(parts: AttemptParts, endpointId: string, taken: TakenDelivery): Promise<Verdict> {
  const { clock, log } = parts;
  const at = clock.now();
  const started = performance.now();
  const secrets = openSecrets(parts.secrets, endpointId, taken, at);
  // Nothing goes out unsigned: with another key of the centre the secret cannot be read, and an operator has to rotate it.
  const answer = secrets === undefined ? undefined : await post(parts.outbound, taken, secrets, at);
  const milliseconds = Math.round(performance.now() - started);
  const now = clock.now();
  const status = answer?.ok === true ? answer.status : undefined;
  const problem = answer === undefined ? 'secret_unreadable' : answer.ok ? null : answer.reason;
  const verdict = await parts.inTransaction(async (tx) => {
    const failingSince = await holdFailingSince(tx, endpointId);
    const judged = judgeAttempt({ status, retryAfterSeconds: readRetryAfter(answer?.ok === true ? answer.headers['retry-after'] : undefined), attempts: taken.attempts + 1, failingSince, now, random: Math.random() });
    await noteAttempt(tx, taken, { at: now, status: status ?? null, problem, milliseconds, answer: answer?.ok === true ? beginning(answer.body) : '' }, judged.delivery);
    const { endpoint } = judged;
    if ((await noteHealth(tx, endpointId, endpoint, now)) && endpoint.health === 'off') {
      log.warn('webhooks.switched_off', { endpointId, because: endpoint.because });
      await parts.publish(tx, { name: 'webhook.switched_off', subject: endpointId, data: { because: endpoint.because } }, now);
    }
    return judged;
  });
  log.debug('webhooks.attempt', { endpointId, deliveryId: taken.id, message: taken.event, status, problem, milliseconds, state: verdict.delivery.state });
  return verdict;
}

function openSecrets(secrets: Secrets, endpointId: string, taken: TakenDelivery, now: Date): string[] | undefined {
  const current = secrets.open(sealPurpose(endpointId), taken.secret);
  if (current === undefined) return undefined;
  const counts = taken.earlierSecret !== null && taken.earlierSecretUntil !== null && taken.earlierSecretUntil > now;
  const earlier = counts ? secrets.open(sealPurpose(endpointId), taken.earlierSecret ?? '') : undefined;
  return earlier === undefined ? [current] : [current, earlier];
}

function post(outbound: Outbound, { eventId: id, body, address }: TakenDelivery, secrets: readonly string[], at: Date): Promise<OutboundAnswer> {
  const headers = { 'content-type': 'application/json', 'user-agent': 'Lichun-Webhooks/1', 'webhook-id': id, 'webhook-timestamp': String(seconds(at)), 'webhook-signature': signMessage(secrets, { id, at, body }) };
  return outbound.fetchOutside(address, { method: 'POST', headers, body, redirects: 0, timeoutMilliseconds, maximumBytes: largestAnswer });
}

/** The first kilobyte of an answer, as text that harms no page and no terminal. */
function beginning(body: Uint8Array): string {
  return visible(new TextDecoder().decode(body.subarray(0, answerLetters))).replaceAll('\u0000', '').slice(0, 1100);
}
