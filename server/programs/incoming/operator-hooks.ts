import { incomingMessageSchema } from '../../../common/contract/hooks.ts';
import { done, refuse, schemaProblems, type Database, type Secrets } from '../../platform/index.ts';
import { checkSignature } from '../signing.ts';
import { findHook, updateHook } from '../store/hooks.ts';
import type { FindHook } from './hook.ts';

/** What the secrets of incoming hooks are sealed for. */
export function hookPurpose(id: string): string {
  return `hook:${id}`;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * The hooks that operators make: a monitor or another product says that something happened, and the centre publishes `hook.received`, which
 * webhooks and notices can be told of. Only the type of what happened goes on; the rest of the message is not kept.
 */
export function operatorHooks(database: Database, secrets: Secrets): FindHook {
  return async (name) => {
    const row = uuid.test(name) ? await findHook(database, name) : undefined;
    if (row === undefined || row.deleted_at !== null) return undefined;
    return {
      name,
      async verify({ headers, body }, now) {
        if (!row.enabled) return { ok: false, why: 'off' };
        const secret = row.secret === null ? undefined : secrets.open(hookPurpose(name), row.secret);
        if (secret === undefined) return { ok: false, why: 'unset' };
        const id = headers['webhook-id'];
        const verdict = checkSignature([secret], { id, timestamp: headers['webhook-timestamp'], signature: headers['webhook-signature'], body }, now);
        return verdict === 'good' && id !== undefined ? { ok: true, message: { id } } : { ok: false, why: verdict === 'good' ? 'unsigned' : verdict };
      },
      async handle(work, _message, body) {
        const parsed = incomingMessageSchema.safeParse(body);
        if (!parsed.success) return refuse('invalid_input', { fields: schemaProblems(parsed.error, incomingMessageSchema, body) });
        await updateHook(work.db, name, { last_received_at: work.now }, false);
        await work.publish({ name: 'hook.received', subject: name, data: { type: parsed.data.type } });
        return done({ type: parsed.data.type });
      },
    };
  };
}
