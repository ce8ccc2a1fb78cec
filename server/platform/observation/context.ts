import { AsyncLocalStorage } from 'node:async_hooks';

/** What is being done: a request, an operation in it, a call outside, a job, or the delivery of an event. */
export type StepKind = 'request' | 'operation' | 'outbound' | 'job' | 'delivery';
export type Step = { readonly kind: StepKind; readonly name: string; readonly attributes?: Readonly<Record<string, string | number>>; /** W3C trace context of a caller that is believed. */ readonly traceparent?: string | undefined };

/** Somebody who watches steps: metrics and traces. What `begin` answers comes back with the end and with everything inside the step. */
export type Watcher = {
  begin?(step: Step, parent: unknown): unknown;
  end(step: Step & { outcome: string; seconds: number }, handle: unknown): void;
  statement?(text: string, seconds: number, failed: boolean, handle: unknown): void;
  /** Headers that carry the trace on to whoever is called. */
  outgoing?(handle: unknown): Readonly<Record<string, string>>;
  /** What every log line of the step says besides. */
  logFields?(handle: unknown): Readonly<Record<string, string>>;
};

type Context = { readonly requestId: string | undefined; readonly observation: Observation | undefined; readonly handles: readonly unknown[]; name: string };

const contexts = new AsyncLocalStorage<Context>();

/** Those who watch what one program does. Without anybody it costs nothing but the request's id. */
export type Observation = {
  readonly watchers: readonly Watcher[];
  watch(watcher: Watcher): void;
  /** Tells of a step that was over at once, such as an answer from the cache. */
  note(step: Step & { outcome: string; seconds: number }): void;
};

export function createObservation(): Observation {
  const watchers: Watcher[] = [];
  return {
    watchers,
    watch: (watcher) => void watchers.push(watcher),
    note(step) {
      for (const watcher of watchers) watcher.end(step, undefined);
    },
  };
}

/** The id of the request in which this runs. */
export function currentRequestId(): string | undefined {
  return contexts.getStore()?.requestId;
}

/** What log lines say of the step in which they are written. */
export function currentLogFields(): Readonly<Record<string, string>> | undefined {
  const context = contexts.getStore();
  if (context === undefined) return undefined;
  const fields: Record<string, string> = context.requestId === undefined ? {} : { requestId: context.requestId };
  for (const [at, watcher] of (context.observation?.watchers ?? []).entries()) Object.assign(fields, watcher.logFields?.(context.handles[at]));
  return fields;
}

/** Gives the step under way the name by which it is counted, once that is known. */
export function nameStep(name: string): void {
  const context = contexts.getStore();
  if (context !== undefined) context.name = name;
}

/** Headers for a call outside, made in the step under way. */
export function outgoingHeaders(): Readonly<Record<string, string>> {
  const context = contexts.getStore();
  const watchers = context?.observation?.watchers ?? [];
  return Object.assign({}, ...watchers.map((watcher, at) => watcher.outgoing?.(context?.handles[at]) ?? {})) as Record<string, string>;
}

/** Tells of a statement of the database that ended; `text` carries no values. */
export function noteStatement(text: string, seconds: number, failed: boolean): void {
  const context = contexts.getStore();
  if (context?.observation === undefined) return;
  for (const [at, watcher] of context.observation.watchers.entries()) watcher.statement?.(text, seconds, failed, context.handles[at]);
}

/** Runs a first step: a request, a job, a delivery. Everything that it awaits knows its request id. */
export function beginStep<Value>(observation: Observation | undefined, step: Step & { requestId?: string | undefined }, work: () => Value | Promise<Value>, outcomeOf: (value: Value) => string): Value | Promise<Value> {
  return run(observation, step.requestId, [], step, work, outcomeOf);
}

/** Runs a step inside the one under way; where none is, nobody watches. */
export function observed<Value>(step: Step, work: () => Promise<Value>, outcomeOf: (value: Value) => string): Promise<Value> {
  const context = contexts.getStore();
  if (context?.observation === undefined || context.observation.watchers.length === 0) return work();
  return Promise.resolve(run(context.observation, context.requestId, context.handles, step, work, outcomeOf));
}

function run<Value>(observation: Observation | undefined, requestId: string | undefined, parents: readonly unknown[], step: Step, work: () => Value | Promise<Value>, outcomeOf: (value: Value) => string): Value | Promise<Value> {
  const watchers = observation?.watchers ?? [];
  if (watchers.length === 0) return contexts.run({ requestId, observation, handles: [], name: step.name }, work);
  const handles = watchers.map((watcher, at) => watcher.begin?.(step, parents[at]));
  const context: Context = { requestId, observation, handles, name: step.name };
  const started = performance.now();
  const end = (outcome: string) => {
    const ended = { ...step, name: context.name, outcome, seconds: (performance.now() - started) / 1000 };
    for (const [at, watcher] of watchers.entries()) watcher.end(ended, handles[at]);
  };
  return contexts.run(context, async () => {
    try {
      const value = await work();
      end(outcomeOf(value));
      return value;
    } catch (error) {
      end('fault');
      throw error;
    }
  });
}
