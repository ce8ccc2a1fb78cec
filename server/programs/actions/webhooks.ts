import { z } from 'zod';
import { everyEvent, mostWebhooks, rotationHours, type listWebhooksSchema, type webhookEventsSchema, type webhookInputs, type webhookSecretSchema, type webhooksSchema, type Webhook } from '../../../common/contract/webhooks.ts';
import { done, newId, pageFrom, readIdCursor, refuse, rowsToRead, type EventCatalogue, type Outcome, type Work } from '../../platform/index.ts';
import { sealPurpose } from '../outgoing/attempt.ts';
import { newWebhookSecret } from '../signing.ts';
import { giveUpWaiting, sendWaitingNow } from '../store/deliveries.ts';
import { countEndpoints, insertEndpoint, listEndpoints, lockEndpoint, readEndpoint, updateEndpoint, type CountedEndpoint, type EndpointRow } from '../store/endpoints.ts';

type Inputs = ReturnType<typeof webhookInputs>;
type WithSecret = Outcome<z.input<typeof webhookSecretSchema>>;

/** The events that can be chosen, with the shape of what they carry. */
export function listWebhookEvents(catalogue: EventCatalogue): z.input<typeof webhookEventsSchema> {
  const chosen = Object.entries(catalogue).filter(([, kind]) => kind.forWebhooks === true);
  return { items: chosen.map(([name, { summary, subject, data }]) => ({ name, summary, subject, data: jsonSchema(data) })) };
}

function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any' }) as Record<string, unknown>;
  return rest;
}

export async function listWebhooks(work: Work, { deleted, cursor, limit }: z.output<typeof listWebhooksSchema>): Promise<Outcome<z.input<typeof webhooksSchema>>> {
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  const rows = await listEndpoints(work.db, { deleted: deleted === 'true', after: after.value }, rowsToRead(limit));
  return done(pageFrom(rows, limit, (row) => toWebhook(row, work.now), ({ id }) => [id]));
}

export async function readWebhook(work: Work, { id }: { id: string }): Promise<Outcome<Webhook>> {
  const row = await readEndpoint(work.db, id);
  return row === undefined ? refuse('not_found') : done(toWebhook(row, work.now));
}

export async function createWebhook(work: Work, input: z.output<Inputs['create']>): Promise<WithSecret> {
  const wrong = wrongAddress(input.address);
  if (wrong !== undefined) return wrong;
  if ((await countEndpoints(work.db)) >= mostWebhooks) return refuse('section_full', { parameters: { maximum: mostWebhooks } });
  const id = newId(work.now);
  const secret = newWebhookSecret();
  const told = toldOf({ description: '', enabled: true, ...input });
  await insertEndpoint(work.db, { id, ...told, secret: work.secrets.seal(sealPurpose(id), secret), created_at: work.now, created_by: work.actor.kind === 'person' ? work.actor.id : null });
  await work.audit({ subjectKind: 'webhook', subjectKey: id, before: null, after: told });
  return withSecret(work, id, secret);
}

/** Changes what an operator can change. Switched on again, it starts with a clean slate, and what waited meanwhile goes out at once, or is given up when that is wished. */
export async function updateWebhook(work: Work, { id, revision, dropWaiting = false, ...input }: z.output<Inputs['update']>, wake: () => void): Promise<Outcome<Webhook>> {
  const wrong = wrongAddress(input.address);
  if (wrong !== undefined) return wrong;
  const before = await lockEndpoint(work.db, id);
  if (before === undefined || before.deleted_at !== null) return refuse('not_found');
  if (Number(before.revision) !== revision) return refuse('stale_revision');
  const told = toldOf({ description: '', enabled: true, ...input });
  const fresh = told.enabled && !before.enabled;
  await updateEndpoint(work.db, id, { ...told, ...(fresh ? { failing_since: null, switched_off_at: null, switched_off_because: null } : {}) }, true);
  const dropped = fresh && dropWaiting ? await giveUpWaiting(work.db, id, work.now) : 0;
  if (fresh && !dropWaiting) await sendWaitingNow(work.db, id, work.now);
  await work.audit({ subjectKind: 'webhook', subjectKey: id, before: toldOf(before), after: dropped === 0 ? told : { ...told, dropped } });
  work.afterCommit(wake);
  return readWebhook(work, { id });
}

/** Deletes a receiver, or brings a deleted one back. */
export async function setWebhookDeleted(work: Work, { id }: { id: string }, deleted: boolean, wake: () => void): Promise<Outcome<Webhook>> {
  const before = await lockEndpoint(work.db, id);
  if (before === undefined) return refuse('not_found');
  if ((before.deleted_at !== null) === deleted) return readWebhook(work, { id });
  if (!deleted && (await countEndpoints(work.db)) >= mostWebhooks) return refuse('section_full', { parameters: { maximum: mostWebhooks } });
  await updateEndpoint(work.db, id, { deleted_at: deleted ? work.now : null }, true);
  await work.audit({ subjectKind: 'webhook', subjectKey: id, before: deleted ? toldOf(before) : null, after: deleted ? null : toldOf(before) });
  work.afterCommit(wake);
  return readWebhook(work, { id });
}

/** Gives a new secret; the one before counts beside it for a day, so that the receiver can change over without losing a message. */
export async function rotateWebhookSecret(work: Work, { id }: { id: string }): Promise<WithSecret> {
  const before = await lockEndpoint(work.db, id);
  if (before === undefined || before.deleted_at !== null) return refuse('not_found');
  const secret = newWebhookSecret();
  const until = new Date(work.now.getTime() + rotationHours * 3600_000);
  await updateEndpoint(work.db, id, { secret: work.secrets.seal(sealPurpose(id), secret), earlier_secret: before.secret, earlier_secret_until: until }, true);
  await work.audit({ subjectKind: 'webhook', subjectKey: id, before: { secret: 'earlier' }, after: { secret: 'rotated', earlierSecretUntil: until.toISOString() } });
  return withSecret(work, id, secret);
}

async function withSecret(work: Work, id: string, secret: string): Promise<WithSecret> {
  const read = await readWebhook(work, { id });
  return read.ok ? done({ webhook: read.value, secret }) : read;
}

/** Names and passwords in an address would stand in lists and logs. */
function wrongAddress(address: string): { ok: false; refusal: { code: 'invalid_input'; fields: { path: string; code: string }[] } } | undefined {
  const { username, password } = new URL(address);
  return username === '' && password === '' ? undefined : { ok: false, refusal: { code: 'invalid_input', fields: [{ path: 'address', code: 'no_credentials' }] } };
}

function toldOf({ address, description, events, enabled }: Pick<EndpointRow, 'address' | 'description' | 'events' | 'enabled'>): Pick<EndpointRow, 'address' | 'description' | 'events' | 'enabled'> {
  return { address, description, events: events.includes(everyEvent) ? [everyEvent] : [...events].toSorted(), enabled };
}

function toWebhook(row: CountedEndpoint, now: Date): Webhook {
  const { switched_off_at: at, switched_off_because: because, earlier_secret_until: until } = row;
  return {
    id: row.id,
    ...toldOf(row),
    ...(at === null || because === null ? {} : { switchedOff: { at: at.toISOString(), because } }),
    ...(row.failing_since === null ? {} : { failingSince: row.failing_since.toISOString() }),
    ...(row.last_success_at === null ? {} : { lastSuccessAt: row.last_success_at.toISOString() }),
    waiting: row.waiting,
    failed: row.failed,
    ...(until === null || until <= now ? {} : { earlierSecretUntil: until.toISOString() }),
    createdAt: row.created_at.toISOString(),
    ...(row.deleted_at === null ? {} : { deletedAt: row.deleted_at.toISOString() }),
    revision: Number(row.revision),
  };
}
