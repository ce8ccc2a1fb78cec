export type MetricKind = 'counter' | 'histogram' | 'gauge';
export type MetricDefinition = { readonly name: string; readonly kind: MetricKind; readonly labels: readonly string[]; readonly help: string };

/** Every metric of ours; docs/operations.md is generated from it. The labels have few values, whatever strangers ask for. */
export const metricCatalogue = {
  requests: { name: 'lichun_http_requests_total', kind: 'counter', labels: ['route', 'status'], help: 'Requests that were answered, by kind of route or API operation and by status.' },
  requestSeconds: { name: 'lichun_http_request_seconds', kind: 'histogram', labels: ['route'], help: 'Seconds until an answer; pages from the cache count as 0.' },
  operations: { name: 'lichun_operations_total', kind: 'counter', labels: ['operation', 'outcome'], help: 'Operations by outcome: ok, the code of the refusal, or fault.' },
  operationSeconds: { name: 'lichun_operation_seconds', kind: 'histogram', labels: ['operation'], help: 'Seconds of an operation, with its transaction.' },
  jobs: { name: 'lichun_job_runs_total', kind: 'counter', labels: ['job', 'outcome'], help: 'Runs of jobs.' },
  jobSeconds: { name: 'lichun_job_seconds', kind: 'histogram', labels: ['job'], help: 'Seconds of a job.' },
  deliveries: { name: 'lichun_event_deliveries_total', kind: 'counter', labels: ['subscriber', 'outcome'], help: 'Deliveries of events to subscribers inside the program.' },
  outbound: { name: 'lichun_outbound_calls_total', kind: 'counter', labels: ['outcome'], help: 'Calls outside: 2xx to 5xx, or why there was no answer.' },
  statements: { name: 'lichun_sql_seconds', kind: 'histogram', labels: [], help: 'Seconds of statements made for a request, job or delivery.' },
  databaseUp: { name: 'lichun_database_up', kind: 'gauge', labels: [], help: '1 when PostgreSQL answered this scrape, else 0.' },
  databaseBytes: { name: 'lichun_database_bytes', kind: 'gauge', labels: [], help: 'Size of the database.' },
  pool: { name: 'lichun_database_pool_connections', kind: 'gauge', labels: ['state'], help: 'Connections of the pool: total, idle, and requests waiting for one.' },
  outbox: { name: 'lichun_outbox_deliveries', kind: 'gauge', labels: ['state'], help: 'Deliveries in the outbox: waiting, failing (of those), parked.' },
  outboxAge: { name: 'lichun_outbox_oldest_seconds', kind: 'gauge', labels: [], help: 'Age of the oldest event that waits; 0 when none does.' },
  jobQueue: { name: 'lichun_jobs', kind: 'gauge', labels: ['state'], help: 'Jobs by state.' },
  mails: { name: 'lichun_mails', kind: 'gauge', labels: ['state'], help: 'Mails: waiting, failed in the last week, caught.' },
  webhooks: { name: 'lichun_webhook_deliveries', kind: 'gauge', labels: ['state'], help: 'Webhook deliveries: waiting, failed in the last week.' },
  webhookReceivers: { name: 'lichun_webhook_receivers', kind: 'gauge', labels: ['state'], help: 'Receivers: all, failing, switched_off.' },
  realtime: { name: 'lichun_realtime', kind: 'gauge', labels: ['what'], help: 'Open pages that watch: connections, people, topics.' },
  realtimeEnded: { name: 'lichun_realtime_ended', kind: 'gauge', labels: ['why'], help: 'Connections turned away since the start: refused, slow, too_much.' },
  pageCache: { name: 'lichun_page_cache', kind: 'gauge', labels: ['what'], help: 'Pages that are kept, and hits and misses since the start.' },
  pageCacheRatio: { name: 'lichun_page_cache_hit_ratio', kind: 'gauge', labels: [], help: 'Share of public pages that were answered from the cache since the start.' },
  lastBackup: { name: 'lichun_last_backup_seconds', kind: 'gauge', labels: [], help: 'Age of the last good backup; no value when there is none.' },
} as const satisfies Record<string, MetricDefinition>;
