import type { z } from 'zod';
import { mostHooks, type createHookSchema, type Hook, type HookMessage, type hookSecretSchema, type hooksSchema, type hookMessagesSchema, type listHookMessagesSchema, type listHooksSchema, type updateHookSchema } from '../../../common/contract/hooks.ts';
import { done, newId, pageFrom, readCursor, readIdCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { hookPurpose } from '../incoming/operator-hooks.ts';
import { newWebhookSecret } from '../signing.ts';
import { listMessageRows, type MessageRow } from '../store/hook-messages.ts';
import { countHooks, findHook, insertHook, listHookRows, updateHook, type HookRow } from '../store/hooks.ts';

type WithSecret = Outcome<z.input<typeof hookSecretSchema>>;

export async function listHooks(work: Work, { deleted, cursor, limit }: z.output<typeof listHooksSchema>): Promise<Outcome<z.input<typeof hooksSchema>>> {
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  const rows = await listHookRows(work.db, { deleted: deleted === 'true', after: after.value }, rowsToRead(limit));
  return done(pageFrom(rows, limit, toHook, ({ id }) => [id]));
}

export async function readHook(work: Work, { id }: { id: string }): Promise<Outcome<Hook>> {
  const row = await findHook(work.db, id);
  return row === undefined ? refuse('not_found') : done(toHook(row));
}

/** What came to a hook and what became of it, the latest first. */
export async function listHookMessages(work: Work, { id, outcome, cursor, limit }: z.output<typeof listHookMessagesSchema>): Promise<Outcome<z.input<typeof hookMessagesSchema>>> {
  const place = readCursor(cursor, 2);
  if (!place.ok) return place;
  const at = new Date(String(place.value?.[0]));
  if (place.value !== undefined && Number.isNaN(at.getTime())) return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  if ((await findHook(work.db, id)) === undefined) return refuse('not_found');
  const rows = await listMessageRows(work.db, { hook: id, outcome, after: place.value === undefined ? undefined : { at, key: String(place.value[1]) } }, rowsToRead(limit));
  return done(pageFrom(rows, limit, toMessage, (row) => [row.at.toISOString(), row.key]));
}

function toMessage({ at, key, type, why, count }: MessageRow): HookMessage {
  return why === null ? { at: at.toISOString(), outcome: 'taken', messageId: key, ...(type === null ? {} : { type }), count } : { at: at.toISOString(), outcome: 'refused', why, count };
}

export async function createHook(work: Work, { name }: z.output<typeof createHookSchema>): Promise<WithSecret> {
  if ((await countHooks(work.db)) >= mostHooks) return refuse('section_full', { parameters: { maximum: mostHooks } });
  const id = newId(work.now);
  const secret = newWebhookSecret();
  await insertHook(work.db, { id, name, secret: work.secrets.seal(hookPurpose(id), secret), created_at: work.now, created_by: work.actor.kind === 'person' ? work.actor.id : null });
  await work.audit({ subjectKind: 'hook', subjectKey: id, before: null, after: { name, enabled: true } });
  return withSecret(work, id, secret);
}

export async function updateHookOf(work: Work, { id, name, enabled, revision }: z.output<typeof updateHookSchema>): Promise<Outcome<Hook>> {
  const before = await findHook(work.db, id, { lock: true });
  if (before === undefined || before.deleted_at !== null) return refuse('not_found');
  if (Number(before.revision) !== revision) return refuse('stale_revision');
  await updateHook(work.db, id, { name, enabled }, true);
  await work.audit({ subjectKind: 'hook', subjectKey: id, before: { name: before.name, enabled: before.enabled }, after: { name, enabled } });
  return readHook(work, { id });
}

/** Deletes a hook, or brings a deleted one back. */
export async function setHookDeleted(work: Work, { id }: { id: string }, deleted: boolean): Promise<Outcome<Hook>> {
  const before = await findHook(work.db, id, { lock: true });
  if (before === undefined) return refuse('not_found');
  if ((before.deleted_at !== null) === deleted) return done(toHook(before));
  if (!deleted && (await countHooks(work.db)) >= mostHooks) return refuse('section_full', { parameters: { maximum: mostHooks } });
  await updateHook(work.db, id, { deleted_at: deleted ? work.now : null }, true);
  const told = { name: before.name, enabled: before.enabled };
  await work.audit({ subjectKind: 'hook', subjectKey: id, before: deleted ? told : null, after: deleted ? null : told });
  return readHook(work, { id });
}

/** Gives a new secret; the one before stops at once, since a leaked one is the reason to change. */
export async function rotateHookSecret(work: Work, { id }: { id: string }): Promise<WithSecret> {
  const before = await findHook(work.db, id, { lock: true });
  if (before === undefined || before.deleted_at !== null) return refuse('not_found');
  const secret = newWebhookSecret();
  await updateHook(work.db, id, { secret: work.secrets.seal(hookPurpose(id), secret) }, true);
  await work.audit({ subjectKind: 'hook', subjectKey: id, before: { secret: 'earlier' }, after: { secret: 'rotated' } });
  return withSecret(work, id, secret);
}

async function withSecret(work: Work, id: string, secret: string): Promise<WithSecret> {
  const read = await readHook(work, { id });
  return read.ok ? done({ hook: read.value, secret }) : read;
}

function toHook(row: HookRow): Hook {
  return {
    id: row.id,
    name: row.name,
    path: `/hooks/${row.id}`,
    enabled: row.enabled,
    ...(row.last_received_at === null ? {} : { lastReceivedAt: row.last_received_at.toISOString() }),
    createdAt: row.created_at.toISOString(),
    ...(row.deleted_at === null ? {} : { deletedAt: row.deleted_at.toISOString() }),
    revision: Number(row.revision),
  };
}
