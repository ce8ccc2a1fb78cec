import { createSlots, type Database } from '../../platform/index.ts';
import { receiversWithDue, takeDelivery } from '../store/deliveries.ts';
import { attempt, type AttemptParts } from './attempt.ts';

export type SenderParts = Omit<AttemptParts, 'inTransaction'> & {
  database: Database;
  wakeRelay(): void;
  /** Something about deliveries is new for who looks at them. */
  onChange(): void;
  sweepMilliseconds?: number;
};

export type WebhookSender = {
  start(): void;
  /** There may be something to send. */
  wake(): void;
  /** Resolves when nothing that may be sent now is left to this process. */
  settled(): Promise<void>;
  /** Ends after the attempts under way. */
  stop(): Promise<void>;
};

/** Longer than an attempt can take; after it another process may send the message. */
const leaseMilliseconds = 60_000;
const awayMilliseconds = 2_000;
/** Messages about different subjects that one receiver gets at the same time; one that fails gets one at a time. */
const atOnce = { good: 4, failing: 1 };
const connections = 2;

/**
 * Sends what waits to its receivers. Each receiver has a lane of its own, so that a slow or dead one delays nobody; several processes share
 * the work row by row. A message may arrive more than once, always with the same id; of one subject one message is under way at a time.
 */
export function createWebhookSender(parts: SenderParts): WebhookSender {
  const { database, clock, log } = parts;
  const slots = createSlots(connections);
  const attemptParts: AttemptParts = { ...parts, inTransaction: (run) => slots.use(() => database.transaction().execute(run)) };
  const lanes = new Map<string, ReturnType<typeof createLane>>();
  let sweep: NodeJS.Timeout | undefined;
  let timer: NodeJS.Timeout | undefined;
  let started = false;
  let stopping = false;
  let again = false;
  let looking: Promise<void> | undefined;

  /** Finds out who has something due, and sets them going; calls that come meanwhile are answered by one more look. */
  function look(): Promise<void> {
    again = true;
    if (!started || stopping) return Promise.resolve();
    looking ??= lookUntilQuiet().finally(() => {
      looking = undefined;
      if (again) void look();
    });
    return looking;
  }

  async function lookUntilQuiet(): Promise<void> {
    for (;;) {
      if (!again || stopping) return;
      again = false;
      try {
        const now = clock.now();
        const { due, nextAt } = await slots.use(() => receiversWithDue(database, now));
        for (const id of due) laneOf(id).run();
        if (nextAt !== undefined) lookIn(nextAt.getTime() - now.getTime() + 5);
      } catch (error) {
        log.warn('webhooks.look_failed', { error });
        lookIn(awayMilliseconds);
      }
    }
  }

  function lookIn(milliseconds: number): void {
    clearTimeout(timer);
    if (stopping) return;
    timer = setTimeout(() => void look(), Math.min(milliseconds, 60_000));
    timer.unref();
  }

  function laneOf(id: string): ReturnType<typeof createLane> {
    const lane = lanes.get(id) ?? createLane(id);
    lanes.set(id, lane);
    return lane;
  }

  /** What goes to one receiver. */
  function createLane(endpointId: string) {
    const underWay = new Set<Promise<void>>();
    let filling: Promise<void> | undefined;
    let wanted = false;
    let failing = false;

    async function fill(): Promise<void> {
      while (wanted) {
        if (stopping) return;
        wanted = false;
        while (underWay.size < (failing ? atOnce.failing : atOnce.good)) {
          if (stopping) return;
          const now = clock.now();
          const taken = await slots.use(() => takeDelivery(database, endpointId, now, new Date(now.getTime() + leaseMilliseconds)));
          if (taken === undefined) break;
          const one = attempt(attemptParts, endpointId, taken)
            .then(({ endpoint }) => {
              failing = endpoint.health !== 'good';
              if (endpoint.health === 'off') parts.wakeRelay();
              parts.onChange();
            })
            .catch((error: unknown) => log.warn('webhooks.attempt_lost', { endpointId, deliveryId: taken.id, error }))
            .finally(() => {
              underWay.delete(one);
              run();
              // When the lane is empty, the next time at which something is due may have changed.
              if (underWay.size === 0) void look();
            });
          underWay.add(one);
        }
      }
    }

    function run(): void {
      wanted = true;
      if (stopping) return;
      filling ??= fill()
        .catch((error: unknown) => {
          log.warn('webhooks.interrupted', { endpointId, error });
          lookIn(awayMilliseconds);
        })
        .finally(() => {
          filling = undefined;
          if (wanted) run();
        });
    }

    return {
      run,
      busy: () => filling !== undefined || underWay.size > 0,
      ended: () => Promise.all([filling, ...underWay]),
    };
  }

  async function quiet(): Promise<void> {
    for (;;) {
      await looking;
      const busy = [...lanes.values()].filter((lane) => lane.busy());
      if (busy.length === 0 && looking === undefined) return;
      await Promise.all(busy.map((lane) => lane.ended()));
    }
  }

  return {
    start() {
      started = true;
      sweep = setInterval(() => void look(), parts.sweepMilliseconds ?? 30_000);
      sweep.unref();
      void look();
    },
    wake: () => void look(),
    async settled() {
      await look();
      await quiet();
    },
    async stop() {
      stopping = true;
      clearInterval(sweep);
      clearTimeout(timer);
      await quiet();
    },
  };
}
