import { refuse, type Database, type DomainEvent, type Clock, type Log, type Outcome, type Refusal } from '../../platform/index.ts';
import type { HookRefusal } from '../../../common/contract/hooks.ts';
import { noteRefusal, noteTold, rememberMessage } from '../store/hook-messages.ts';
import type { FindHook, IncomingMessage } from './hook.ts';

export type ReceiverParts = { database: Database; clock: Clock; log: Log; find: FindHook; publish(tx: Database, event: DomainEvent, now: Date): Promise<void>; wakeRelay(): void; /** Something came, or was refused. */ onChange?(): void };

class RefusedInside extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * Takes a message of another system: who it is for, whether it is to be trusted, whether it is new; then one effect, however often it comes
 * (F2). Absent, off and without a secret look the same from outside; staff see which, and everything else that was refused.
 */
export async function receiveMessage(parts: ReceiverParts, name: string, message: IncomingMessage): Promise<Outcome<{ effect: boolean }>> {
  const { clock, log } = parts;
  const now = clock.now();
  const hook = await parts.find(name);
  if (hook === undefined) return refuse('not_found');
  const verdict = await hook.verify(message, now);
  const refused = async (why: HookRefusal, refusal: Refusal): Promise<{ ok: false; refusal: Refusal }> => {
    log.warn('hooks.refused', { hook: name, why });
    await noteRefusal(parts.database, name, why, now);
    parts.onChange?.();
    return { ok: false, refusal };
  };
  if (!verdict.ok) return refused(verdict.why, { code: ['unset', 'off'].includes(verdict.why) ? 'not_found' : 'signature_refused' });
  const body = readBody(message.body);
  if (body === undefined) return refused('unreadable', { code: 'unreadable_body' });
  try {
    const effect = await parts.database.transaction().execute(async (tx) => {
      const remembered = { hook: name, messageId: verdict.message.id };
      if (!(await rememberMessage(tx, remembered, now))) return false;
      const outcome = await hook.handle({ db: tx, now, log, publish: async (...events) => { for (const event of events) await parts.publish(tx, event, now); } }, verdict.message, body);
      if (!outcome.ok) throw new RefusedInside(outcome.refusal);
      await noteTold(tx, remembered, outcome.value.type);
      return true;
    });
    if (effect) {
      parts.wakeRelay();
      parts.onChange?.();
    }
    return { ok: true, value: { effect } };
  } catch (error) {
    if (error instanceof RefusedInside) return refused(error.refusal.code === 'invalid_input' ? 'invalid' : 'not_wanted', error.refusal);
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
