import type { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import { CommitUnknown, isDatabaseAway, refusalOf } from '../database/away.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/tables.ts';
import { publishEvents, type DomainEvent } from '../events/publish.ts';
import type { Log } from '../log.ts';
import { observed } from '../observation/context.ts';
import type { MailMessage } from '../mail/index.ts';
import type { Secrets } from '../secrets/index.ts';
import { done, refuse, type Outcome, type Refusal } from '../outcome/refusal.ts';
import { schemaProblems } from '../outcome/schema-problems.ts';
import { unstorableText } from '../outcome/unstorable.ts';
import { writes, type Limit, type Operation } from './define.ts';
import { findEarlier, idempotencyScope, inputHash, keepAnswer } from './idempotency.ts';
import type { LimitState, RateLimiter } from './rate-limit.ts';
import { may, scopesWhere, type Actor } from './actor.ts';
import type { Call, Work } from './work.ts';

/** What every invocation stands on. */
export type Ground = {
  database: Database;
  clock: Clock;
  log: Log;
  rateLimiter: RateLimiter;
  /** Names of the subscribers of an event; each gets its own outbox row. */
  subscribersOf(event: string): readonly string[];
  /** In development and in tests: throws for an event that the catalogue does not have, or has otherwise. */
  checkEvent?(event: DomainEvent): void;
  /** In development and in tests: throws for a refusal that the operation's description does not name. */
  checkRefusal?(operation: Operation, refusal: Refusal): void;
  secrets: Secrets;
  /** The centre's time zone, as it is now. */
  timeZone(): string;
  /** Puts a mail into the post; the transaction's commit sends it on its way. */
  postMail(db: Database, message: MailMessage, now: Date): Promise<void>;
  /** Adds a job in the transaction. */
  enqueueJob(db: Database, job: string, data: object, options?: { runAt?: Date; key?: string }): Promise<void>;
  /** Wakes the relay after a commit that published something. */
  wakeRelay(): void;
};

/** Carries a refusal out of the transaction so that everything written before it is undone. */
class RefusedInside extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * Runs an operation: right, limit, input, then the action in one transaction (reads without one), then the output's schema,
 * so that nothing leaves that is not listed there. A refusal undoes everything; a fault is thrown, but a database that is away, busy or full
 * is a refusal too.
 */
export async function invoke<Input extends z.ZodType, Output extends z.ZodType>(ground: Ground, operation: Operation<Input, Output>, call: Call, input: unknown): Promise<Outcome<z.output<Output>>> {
  const uses: (() => void)[] = [];
  try {
    const outcome = await observed({ kind: 'operation', name: operation.name }, () => perform(ground, operation, call, input, (giveBack) => uses.push(giveBack)), (ended) => (ended.ok ? 'ok' : ended.refusal.code));
    if (!outcome.ok) ground.checkRefusal?.(operation, outcome.refusal);
    return outcome;
  } catch (error) {
    const passing = refusalOf(error);
    if (passing === undefined) throw error;
    // Nothing came of it, so it was no use; and whoever tries again as told must not be refused for that later.
    for (const giveBack of uses) giveBack();
    ground.log.warn('database.away', { operation: operation.name, requestId: call.requestId, code: passing.code, error });
    return { ok: false, refusal: passing };
  }
}

async function perform<Input extends z.ZodType, Output extends z.ZodType>(ground: Ground, operation: Operation<Input, Output>, call: Call, input: unknown, onUse: (giveBack: () => void) => void): Promise<Outcome<z.output<Output>>> {
  const forbidden = refuseWithoutRight(operation, call.actor, ground.clock.now()) ?? refuseTooMany(ground, operation, call.actor);
  if (forbidden) return forbidden;
  const { limit } = operation;
  if (limit !== undefined) onUse(() => ground.rateLimiter.giveBack(operation.name, bucketOf(limit, call.actor)));
  const parsed = operation.input.safeParse(input);
  if (!parsed.success) return refuse('invalid_input', { fields: schemaProblems(parsed.error, operation.input, input) });
  const unstorable = unstorableText(parsed.data);
  if (unstorable !== undefined) return refuse('invalid_input', { fields: [unstorable] });
  const guessed = operation.subjectLimit;
  const subject = guessed === undefined ? '' : `subject:${guessed.subject(parsed.data)}`;
  if (guessed !== undefined && call.actor.kind !== 'system') {
    const seconds = ground.rateLimiter.take(operation.name, subject, { per: 'network', ...guessed }, ground.clock.now().getTime());
    if (seconds > 0) return refuse('too_many_requests', { parameters: { seconds } });
    onUse(() => ground.rateLimiter.giveBack(operation.name, subject));
  }
  const outside = () => work(ground, operation, call, ground.database, [], () => undefined);
  if (!(await holdsWhereItMatters(operation, call.actor, outside, parsed.data))) return refuse('not_found');
  const facts = await operation.gather?.(outside(), parsed.data);
  if (!writes(operation)) {
    const outcome = await operation.action(outside(), parsed.data, facts);
    return outcome.ok ? done(operation.output.parse(outcome.value)) : outcome;
  }
  const outcome = await write(ground, operation, call, parsed.data, facts);
  if (outcome.ok && operation.limit?.failuresOnly === true) ground.rateLimiter.giveBack(operation.name, bucketOf(operation.limit, call.actor));
  if (outcome.ok && guessed !== undefined) ground.rateLimiter.giveBack(operation.name, subject);
  return outcome;
}

async function write<Input extends z.ZodType, Output extends z.ZodType>(ground: Ground, operation: Operation<Input, Output>, call: Call, input: z.output<Input>, facts: unknown): Promise<Outcome<z.output<Output>>> {
  const afterwards: (() => void)[] = [];
  let published = false;
  let committing = false;
  try {
    const value = await ground.database.transaction().execute(async (transaction) => {
      const key = operation.idempotent === true ? call.idempotencyKey : undefined;
      const scope = idempotencyScope(call.actor);
      const hash = key === undefined ? '' : inputHash(input);
      if (key !== undefined) {
        const earlier = await findEarlier(transaction, { scope, operation: operation.name, key, hash }, ground.secrets);
        if (earlier.kind === 'other_input') throw new RefusedInside({ code: 'idempotency_key_reused' });
        if (earlier.kind === 'same') return operation.output.parse(earlier.response);
      }
      const outcome = await operation.action(work(ground, operation, call, transaction, afterwards, () => { published = true; }), input, facts);
      if (!outcome.ok) throw new RefusedInside(outcome.refusal);
      const output = operation.output.parse(outcome.value);
      if (key !== undefined) await keepAnswer(transaction, { scope, operation: operation.name, key, hash }, output, ground.clock.now(), operation.secretAnswer === true ? ground.secrets : undefined);
      committing = true;
      return output;
    });
    for (const run of afterwards) run();
    if (published) ground.wakeRelay();
    return done(value);
  } catch (error) {
    if (error instanceof RefusedInside) return { ok: false, refusal: error.refusal };
    throw committing && isDatabaseAway(error) ? new CommitUnknown(error) : error;
  }
}

function work(ground: Ground, operation: Operation, call: Call, db: Database, afterwards: (() => void)[], onPublish: () => void): Work {
  const now = ground.clock.now();
  return {
    ...call,
    db,
    now,
    log: ground.log.with({ operation: operation.name, requestId: call.requestId }),
    publish: async (...events) => {
      for (const event of events) ground.checkEvent?.(event);
      await publishEvents(db, ground.subscribersOf, now, events);
      onPublish();
    },
    audit: (record) => recordAudit(db, operation.name, call.actor, now, call.requestId, record),
    sendMail: (message) => ground.postMail(db, message, now),
    enqueue: (job, data, options) => ground.enqueueJob(db, job, data, options),
    secrets: ground.secrets,
    timeZone: ground.timeZone(),
    afterCommit: (run) => void afterwards.push(run),
  };
}

/** How long after a proof of who one is the operations that ask for a recent one may be used. */
export const recentMilliseconds = 15 * 60_000;

/** A stranger is asked to sign in; someone signed in without the right sees the same as for something absent. */
function refuseWithoutRight(operation: Operation, actor: Actor, now: Date): { ok: false; refusal: Refusal } | undefined {
  const { right } = operation;
  if (right === 'public' || actor.kind === 'system') return undefined;
  if (actor.kind === 'anonymous') return refuse('sign_in_required');
  if (right === 'signed_in' ? actor.via.kind === 'key' && operation.keys !== true : !hasSomewhere(actor, operation)) return refuse('not_found');
  if (right !== 'signed_in' && actor.held === 'second_factor') return refuse('second_factor_required');
  if (operation.recent !== true) return undefined;
  const isRecent = actor.via.kind === 'session' && now.getTime() - actor.via.authenticatedAt.getTime() <= recentMilliseconds;
  return isRecent ? undefined : refuse('recent_sign_in_required');
}

/** The right in any place, as the roles would give it; whether they rest is asked afterwards, so that staff learn what is missing. */
function hasSomewhere({ held: _held, ...actor }: Extract<Actor, { kind: 'person' }>, { right, scope }: Operation): boolean {
  if (right === 'public' || right === 'signed_in') return true;
  if (scope === undefined) return may(actor, right);
  const places = scopesWhere(actor, right);
  return places === 'everywhere' || places.length > 0;
}

/** For an operation about a fleet or a team: the right holds there. Elsewhere it was asked before. */
async function holdsWhereItMatters<Input extends z.ZodType>(operation: Operation<Input>, actor: Actor, outside: () => Work, input: z.output<Input>): Promise<boolean> {
  const { right, scope } = operation;
  if (typeof scope !== 'function' || right === 'public' || right === 'signed_in') return true;
  const place = await scope(outside(), input);
  return place !== undefined && may(actor, right, place);
}

function refuseTooMany(ground: Ground, operation: Operation, actor: Actor): { ok: false; refusal: Refusal } | undefined {
  if (operation.limit === undefined || actor.kind === 'system') return undefined;
  const seconds = ground.rateLimiter.take(operation.name, bucketOf(operation.limit, actor), operation.limit, ground.clock.now().getTime());
  return seconds > 0 ? refuse('too_many_requests', { parameters: { seconds } }) : undefined;
}

/** How the operation's own limit stands for the actor after a use; undefined where there is none. */
export function operationLimit(ground: Pick<Ground, 'rateLimiter' | 'clock'>, operation: Operation, actor: Actor): { count: number; seconds: number; state: LimitState } | undefined {
  const { limit } = operation;
  if (limit === undefined || actor.kind === 'system') return undefined;
  return { ...limit, state: ground.rateLimiter.look(operation.name, bucketOf(limit, actor), limit, ground.clock.now().getTime()) };
}

function bucketOf(limit: Limit, actor: Actor): string {
  if (limit.per === 'person' && actor.kind === 'person') return `person:${actor.id}`;
  return `network:${actor.kind === 'system' ? '' : actor.network}`;
}
