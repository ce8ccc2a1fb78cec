import { refuse, type Database, type DomainEvent, type Clock, type Log, type Outcome, type Refusal } from '../../platform/index.ts';
import { rememberMessage } from '../store/hooks.ts';
import type { FindHook, IncomingMessage } from './hook.ts';

export type ReceiverParts = { database: Database; clock: Clock; log: Log; find: FindHook; publish(tx: Database, event: DomainEvent, now: Date): Promise<void>; wakeRelay(): void };

class RefusedInside extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * Takes a message of another system: who it is for, whether it is to be trusted, whether it is new; then one effect, however often it comes
 * (F2). Absent, off and without a secret look the same from outside; the log knows which.
 */
export async function receiveMessage(parts: ReceiverParts, name: string, message: IncomingMessage): Promise<Outcome<{ effect: boolean }>> {
  const { clock, log } = parts;
  const now = clock.now();
  const hook = await parts.find(name);
  if (hook === undefined) return refuse('not_found');
  const verdict = await hook.verify(message, now);
  if (!verdict.ok) {
    log.warn('hooks.refused', { hook: name, why: verdict.why });
    return verdict.why === 'unset' ? refuse('not_found') : refuse('signature_refused');
  }
  const body = readBody(message.body);
  if (body === undefined) return refuse('unreadable_body');
  try {
    const effect = await parts.database.transaction().execute(async (tx) => {
      if (!(await rememberMessage(tx, { hook: name, messageId: verdict.message.id }, now))) return false;
      const outcome = await hook.handle({ db: tx, now, log, publish: (event) => parts.publish(tx, event, now) }, verdict.message, body);
      if (!outcome.ok) throw new RefusedInside(outcome.refusal);
      return true;
    });
    if (effect) parts.wakeRelay();
    return { ok: true, value: { effect } };
  } catch (error) {
    if (error instanceof RefusedInside) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

function readBody(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    // Not JSON: the refusal says so.
    return undefined;
  }
}
