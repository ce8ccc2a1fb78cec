import type { Clock } from '../clock.ts';
import type { Notifications } from '../database/notifications.ts';
import type { Database } from '../database/tables.ts';
import type { Log } from '../log.ts';
import type { Observation } from '../observation/index.ts';
import { deliverOldest, type DeliveryGround } from './deliver.ts';
import { subjectsDue, subscribersWithDue } from './outbox.ts';
import { createSlots } from './slots.ts';
import { subscriberNames, type Subscriber } from './subscriber.ts';

export type RelayParts = {
  database: Database;
  notifications: Notifications;
  clock: Clock;
  log: Log;
  subscribers: readonly Subscriber[];
  /** Deliveries at the same time, and so connections in use at most; 3 when left out. */
  connections?: number;
  sweepMilliseconds?: number;
  deadlineMilliseconds?: number;
  /** After so many failures a delivery is parked; 15 (about an hour and a half) when left out. */
  maximumAttempts?: number;
  observation?: Observation | undefined;
};

export type Relay = {
  /** Begins to deliver, also what an earlier process left. */
  start(): void;
  /** Something was committed: deliver now, here or in another process. Cheap; call it after every commit that published. */
  wake(): void;
  /** Resolves when nothing that may be tried now is left to this relay. */
  settled(): Promise<void>;
  /** Ends after the deliveries under way. */
  stop(): Promise<void>;
  subscribersOf(event: string): readonly string[];
};

const channel = 'lichun_outbox';
const subjectsAtOnce = 100;
const awayMilliseconds = 1_000;

/** Brings events from the outbox to their subscribers. Any number of relays may work on one database. */
export function createRelay(parts: RelayParts): Relay {
  const { database, notifications, clock, log, subscribers } = parts;
  const subscribersOf = subscriberNames(subscribers);
  const ground: DeliveryGround = { database, clock, log, subscribersOf, deadlineMilliseconds: parts.deadlineMilliseconds ?? 10_000, maximumAttempts: parts.maximumAttempts ?? 15, observation: parts.observation };
  const slots = createSlots(parts.connections ?? 3);
  const lanes = new Map(subscribers.map((subscriber) => [subscriber.name, createLane(subscriber)]));
  const timers = new Set<NodeJS.Timeout>();
  let started = false;
  let stopping = false;
  let again = false;
  let tried = 0;
  let looking: Promise<void> | undefined;
  let stopListening = () => {};
  let sweep: NodeJS.Timeout | undefined;

  /** Finds out who has something due, and sets them going; calls that come meanwhile are answered by one more look. */
  function look(): Promise<void> {
    again = true;
    if (!started || stopping) return Promise.resolve();
    looking ??= lookUntilQuiet().finally(() => {
      looking = undefined;
      // A call that came after the last look and before this line still wants one.
      if (again) void look();
    });
    return looking;
  }

  async function lookUntilQuiet(): Promise<void> {
    for (;;) {
      if (!again || stopping) return;
      again = false;
      try {
        for (const name of await subscribersWithDue(database, [...lanes.keys()], clock.now())) lanes.get(name)?.run();
      } catch (error) {
        log.warn('relay.look_failed', { error });
        lookLater(awayMilliseconds);
      }
    }
  }

  function lookLater(milliseconds: number): void {
    if (stopping) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void look();
    }, milliseconds);
    timer.unref();
    timers.add(timer);
  }

  function tellOthers(): void {
    notifications.notify(channel, '');
    void look();
  }

  /** One subscriber's deliveries, one after another: a slow or failing one holds up nobody else. */
  function createLane(subscriber: Subscriber) {
    let wanted = false;
    let running: Promise<void> | undefined;

    async function drain(subject: string): Promise<boolean> {
      for (let delivered = false; ; delivered = true) {
        if (stopping) return delivered;
        const delivery = await slots.use(() => deliverOldest(ground, subscriber, subject));
        if (delivery.kind === 'none') return delivered;
        tried += 1;
        if (delivery.kind === 'failed') {
          // The look must fall after the moment that was written down, even when timers are a little early.
          if (delivery.retryInMilliseconds === undefined) return true;
          lookLater(delivery.retryInMilliseconds + 5);
          return delivered;
        }
        if (delivery.published) tellOthers();
        // Most subjects have one event: looking for a second one would cost a transaction as long as the first.
        if (!delivery.more) return true;
      }
    }

    async function runUntilQuiet(): Promise<void> {
      for (;;) {
        if (!wanted || stopping) return;
        wanted = false;
        try {
          const subjects = await subjectsDue(database, subscriber.name, clock.now(), subjectsAtOnce);
          for (const subject of subjects) if (await drain(subject)) wanted = true;
        } catch (error) {
          log.warn('relay.interrupted', { subscriber: subscriber.name, error });
          lookLater(awayMilliseconds);
        }
      }
    }

    function run(): void {
      wanted = true;
      if (stopping) return;
      running ??= runUntilQuiet().finally(() => {
        running = undefined;
        if (wanted) run();
      });
    }
    return { run, ended: () => running };
  }

  async function settled(): Promise<void> {
    for (let before = -1; before !== tried; ) {
      before = tried;
      await look();
      await Promise.all([...lanes.values()].map((lane) => lane.ended()));
    }
  }

  return {
    subscribersOf,
    start() {
      started = true;
      stopListening = notifications.listen(channel, { heard: () => void look(), missed: () => void look() });
      sweep = setInterval(() => void look(), parts.sweepMilliseconds ?? 30_000);
      sweep.unref();
      void look();
    },
    wake: tellOthers,
    settled,
    async stop() {
      stopping = true;
      stopListening();
      clearInterval(sweep);
      for (const timer of timers) clearTimeout(timer);
      await looking;
      await Promise.all([...lanes.values()].map((lane) => lane.ended()));
    },
  };
}
