import type { Context, Span } from '@opentelemetry/api';
import { programVersion } from '../release.ts';
import type { Step, StepKind, Watcher } from './context.ts';

export type TracingSettings = { /** Of the collector, as in OTEL_EXPORTER_OTLP_ENDPOINT. */ endpoint: string; /** `name=value` pairs for the collector. */ headers: Readonly<Record<string, string>>; /** The share of traces that begin here and are kept, 0 to 1. */ ratio: number };

export type Tracing = Watcher & { /** Sends what waits, for at most five seconds. */ stop(): Promise<void> };

/** Sends traces to an OpenTelemetry collector by OTLP over HTTP. Loads the libraries; without a collector nobody calls it. */
export async function startTracing({ endpoint, headers, ratio }: TracingSettings): Promise<Tracing> {
  const [{ ROOT_CONTEXT, SpanKind, SpanStatusCode, trace }, { BasicTracerProvider, BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, headers: { ...headers }, timeoutMillis: 5_000 });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'lichun', 'service.version': programVersion }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000, maxQueueSize: 4_096 })],
  });
  const tracer = provider.getTracer('lichun');
  const kinds: Record<StepKind, (typeof SpanKind)[keyof typeof SpanKind]> = { request: SpanKind.SERVER, operation: SpanKind.INTERNAL, outbound: SpanKind.CLIENT, job: SpanKind.CONSUMER, delivery: SpanKind.CONSUMER };

  const above = (parent: unknown, traceparent: string | undefined): Context => {
    if (isSpan(parent)) return trace.setSpan(ROOT_CONTEXT, parent);
    const caller = traceparent === undefined ? undefined : readTraceparent(traceparent);
    return caller === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, caller);
  };

  return {
    begin: (step, parent) => tracer.startSpan(nameOf(step), { kind: kinds[step.kind], attributes: step.attributes ?? {} }, above(parent, step.traceparent)),
    end(step, span) {
      if (!isSpan(span)) return;
      span.updateName(nameOf(step));
      span.setAttribute('lichun.outcome', step.outcome);
      if (step.kind === 'request' && /^\d{3}$/.test(step.outcome)) span.setAttribute('http.response.status_code', Number(step.outcome));
      if (step.outcome === 'fault' || /^5\d\d$/.test(step.outcome)) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
    statement(text, seconds, failed, parent) {
      if (!isSpan(parent)) return;
      const now = Date.now();
      const verb = /^\s{0,20}(\w{1,20})/.exec(text)?.[1]?.toLowerCase() ?? 'statement';
      const span = tracer.startSpan(`sql ${verb}`, { kind: SpanKind.CLIENT, startTime: now - seconds * 1000, attributes: { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, 2_000) } }, above(parent, undefined));
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(now);
    },
    outgoing(span): Readonly<Record<string, string>> {
      if (!isSpan(span)) return {};
      const { traceId, spanId, traceFlags } = span.spanContext();
      return { traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}` };
    },
    logFields: (span): Readonly<Record<string, string>> => (isSpan(span) ? { traceId: span.spanContext().traceId } : {}),
    async stop() {
      await Promise.race([provider.shutdown(), new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    },
  };
}

function nameOf({ kind, name }: Step): string {
  return kind === 'request' ? `request ${name}` : `${kind} ${name}`;
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'spanContext' in value;
}

/** Version 00 of the W3C header; anything else begins a trace of its own. */
export function readTraceparent(header: string): { traceId: string; spanId: string; traceFlags: number; isRemote: true } | undefined {
  const [, traceId = '', spanId = '', flags = ''] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header) ?? [];
  if (traceId === '' || /^0{32}$/.test(traceId) || /^0{16}$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}
