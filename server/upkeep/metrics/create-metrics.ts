import type { Counter, Gauge, Histogram } from 'prom-client';
import type { Running } from '../../parts.ts';
import { readOutboxState } from '../../platform/events/index.ts';
import type { Clock, Database, Log } from '../../platform/index.ts';
import { readJobState } from '../../platform/jobs/index.ts';
import { readMailCounts } from '../../platform/mail/index.ts';
import type { Watcher } from '../../platform/observation/index.ts';
import { readWebhookCounts } from '../../programs/index.ts';
import { lastGoodBackup } from '../store/backup-runs.ts';
import { readDatabaseFacts } from '../store/health.ts';
import { metricCatalogue as all, type MetricDefinition } from './catalogue.ts';

export type Metrics = { watcher: Watcher; /** In Prometheus' text form. */ text(): Promise<{ type: string; body: string }> };
export type MetricsParts = { database: Database; clock: Clock; log: Log; running: Running };

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts what the program does, and looks at what waits when it is asked. Loads the library; without metrics nobody calls it. */
export async function createMetrics({ database, clock, log, running }: MetricsParts): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const made = ({ name, help, labels }: MetricDefinition) => ({ name, help, labelNames: [...labels], registers: [registry] });
  const counter = (definition: MetricDefinition): Counter => new Counter(made(definition));
  const histogram = (definition: MetricDefinition): Histogram => new Histogram({ ...made(definition), buckets });
  const gauge = (definition: MetricDefinition): Gauge => new Gauge(made(definition));

  const counts = { request: counter(all.requests), operation: counter(all.operations), job: counter(all.jobs), delivery: counter(all.deliveries), outbound: counter(all.outbound) };
  const seconds = { request: histogram(all.requestSeconds), operation: histogram(all.operationSeconds), job: histogram(all.jobSeconds) };
  const statements = histogram(all.statements);
  const gauges = {
    up: gauge(all.databaseUp), bytes: gauge(all.databaseBytes), pool: gauge(all.pool), outbox: gauge(all.outbox), age: gauge(all.outboxAge), jobs: gauge(all.jobQueue), mails: gauge(all.mails), webhooks: gauge(all.webhooks),
    receivers: gauge(all.webhookReceivers), realtime: gauge(all.realtime), ended: gauge(all.realtimeEnded), cache: gauge(all.pageCache), ratio: gauge(all.pageCacheRatio), backup: gauge(all.lastBackup),
  };
  const set = (target: Gauge, label: string, values: Readonly<Record<string, number>>) => {
    for (const [name, value] of Object.entries(values)) target.set({ [label]: name }, value);
  };

  function lookInside(): void {
    const { total, idle, waiting } = running.pool();
    set(gauges.pool, 'state', { total, idle, waiting });
    const { connections, people, topics, refused, slow, tooMuch } = running.realtime();
    set(gauges.realtime, 'what', { connections, people, topics });
    set(gauges.ended, 'why', { refused, slow, too_much: tooMuch });
    const { pages, hits, misses } = running.pageCache();
    set(gauges.cache, 'what', { pages, hits, misses });
    gauges.ratio.set(hits + misses === 0 ? 0 : hits / (hits + misses));
  }

  async function lookIntoDatabase(): Promise<void> {
    const now = clock.now();
    const facts = await readDatabaseFacts(database);
    gauges.up.set(1);
    gauges.bytes.set(facts.bytes);
    const { waiting, failing, parked, oldestWaiting } = await readOutboxState(database);
    set(gauges.outbox, 'state', { waiting, failing, parked });
    gauges.age.set(oldestWaiting === null ? 0 : Math.max(0, (now.getTime() - oldestWaiting.getTime()) / 1000));
    gauges.jobs.reset();
    for (const { state, count } of await readJobState(database)) gauges.jobs.inc({ state }, count);
    const mails = await readMailCounts(database, now);
    set(gauges.mails, 'state', { waiting: mails.waiting, failed: mails.failed, caught: mails.caught });
    const webhooks = await readWebhookCounts(database, now);
    set(gauges.webhooks, 'state', { waiting: webhooks.waiting, failed: webhooks.failed });
    set(gauges.receivers, 'state', { all: webhooks.endpoints, failing: webhooks.failing, switched_off: webhooks.switchedOff });
    const backup = await lastGoodBackup(database);
    if (backup !== undefined) gauges.backup.set((now.getTime() - backup.startedAt.getTime()) / 1000);
  }

  return {
    watcher: {
      end({ kind, name, outcome, seconds: took }) {
        if (kind === 'request') {
          counts.request.inc({ route: name, status: outcome });
          seconds.request.observe({ route: name }, took);
        } else if (kind === 'operation') {
          counts.operation.inc({ operation: name, outcome });
          seconds.operation.observe({ operation: name }, took);
        } else if (kind === 'job') {
          counts.job.inc({ job: name, outcome });
          seconds.job.observe({ job: name }, took);
        } else if (kind === 'delivery') counts.delivery.inc({ subscriber: name, outcome });
        else counts.outbound.inc({ outcome });
      },
      statement: (_text, took) => statements.observe(took),
    },
    async text() {
      lookInside();
      try {
        await lookIntoDatabase();
      } catch (error) {
        // The rest is worth having all the more while the database is away.
        gauges.up.set(0);
        log.debug('metrics.database_away', { error });
      }
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}
