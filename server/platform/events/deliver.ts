import type { Clock } from '../clock.ts';
import type { Database } from '../database/tables.ts';
import type { Log } from '../log.ts';
import { errorText } from '../log.ts';
import { beginStep, type Observation } from '../observation/index.ts';
import { isDatabaseAway } from '../database/away.ts';
import { noteFailure, removeDelivered, takeOldest } from './outbox.ts';
import { publishEvents, type DomainEvent } from './publish.ts';
import type { DeliveredEvent, Subscriber } from './subscriber.ts';

export type DeliveryGround = {
  database: Database;
  clock: Clock;
  log: Log;
  subscribersOf(event: string): readonly string[];
  /** A delivery that takes longer has failed, and what it wrote is undone. */
  deadlineMilliseconds: number;
  maximumAttempts: number;
  observation?: Observation | undefined;
};

export type Delivery = { kind: 'none' } | { kind: 'delivered'; published: boolean; /** Another event of the subject waits. */ more: boolean } | { kind: 'failed'; retryInMilliseconds: number | undefined };

const firstPauseMilliseconds = 1_000;
const longestPauseMilliseconds = 15 * 60_000;

/** Tells a handler's fault from one of the statements around it. */
class HandlerFault extends Error {
  readonly event: DeliveredEvent;
  readonly attempts: number;
  constructor(event: DeliveredEvent, attempts: number, cause: unknown) {
    super('The subscriber failed', { cause });
    this.event = event;
    this.attempts = attempts;
  }
}

/**
 * Delivers the oldest event of a subject to a subscriber: lock, handle, take out of the outbox, all in one transaction.
 * A process that dies in the middle leaves nothing behind, and another relay delivers. Throws only when the database is away.
 */
export async function deliverOldest(ground: DeliveryGround, subscriber: Subscriber, subject: string): Promise<Delivery> {
  const now = ground.clock.now();
  const afterwards: (() => void)[] = [];
  let published = false;
  let more = false;
  try {
    const event = await ground.database.transaction().execute(async (tx) => {
      const taken = await takeOldest(tx, subscriber.name, subject, now);
      if (taken === undefined) return undefined;
      const work = {
        now,
        log: ground.log.with({ subscriber: subscriber.name, eventId: taken.event.id }),
        publish: async (...followers: DomainEvent[]) => {
          await publishEvents(tx, ground.subscribersOf, now, followers);
          published = true;
        },
        afterCommit: (run: () => void) => void afterwards.push(run),
      };
      try {
        await within(ground.deadlineMilliseconds, beginStep(ground.observation, { kind: 'delivery', name: subscriber.name, attributes: { event: taken.event.name } }, () => subscriber.handle(taken.event, tx, work), () => 'ok'));
      } catch (error) {
        throw new HandlerFault(taken.event, taken.attempts, error);
      }
      more = await removeDelivered(tx, subscriber.name, taken.event);
      return taken.event;
    });
    if (event === undefined) return { kind: 'none' };
    for (const run of afterwards) run();
    return { kind: 'delivered', published, more };
  } catch (error) {
    if (!(error instanceof HandlerFault) || isDatabaseAway(error.cause)) throw error;
    return noteFault(ground, subscriber, error);
  }
}

async function noteFault(ground: DeliveryGround, subscriber: Subscriber, { event, attempts: before, cause }: HandlerFault): Promise<Delivery> {
  const attempts = before + 1;
  const parked = attempts >= ground.maximumAttempts;
  const pause = Math.min(firstPauseMilliseconds * 2 ** (attempts - 1), longestPauseMilliseconds);
  const now = ground.clock.now();
  ground.log[parked ? 'error' : 'warn'](parked ? 'relay.parked' : 'relay.failed', { subscriber: subscriber.name, event: event.name, eventId: event.id, attempts, error: cause });
  await noteFailure(ground.database, {
    subscriber: subscriber.name,
    eventId: event.id,
    error: errorText(cause),
    nextAttemptAt: new Date(now.getTime() + pause),
    parkedAt: parked ? now : null,
  });
  return { kind: 'failed', retryInMilliseconds: parked ? undefined : pause };
}

/** Rejects when `work` has not ended in time; what it does later meets a transaction that has been undone. */
async function within(milliseconds: number, work: void | Promise<void>): Promise<void> {
  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(() => deadline.reject(new Error(`Not done within ${milliseconds} ms`)), milliseconds);
  try {
    await Promise.race([work, deadline.promise]);
  } finally {
    clearTimeout(timer);
  }
}
