import type { z } from 'zod';
import { mostHooks, type createHookSchema, type Hook, type hookSecretSchema, type hooksSchema, type listHooksSchema, type updateHookSchema } from '../../../common/contract/hooks.ts';
import { done, newId, pageFrom, readIdCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { hookPurpose } from '../incoming/operator-hooks.ts';
import { newWebhookSecret } from '../signing.ts';
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
