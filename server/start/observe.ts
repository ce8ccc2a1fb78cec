import { createServer, type Server } from 'node:http';
import type { Context } from 'hono';
import type { Running } from '../parts.ts';
import type { Configuration } from '../platform/config/schema.ts';
import type { OpenDatabase } from '../platform/database/open.ts';
import type { HttpEnvironment } from '../platform/http/context.ts';
import { limitConnections, serverOptions } from '../platform/http/server-options.ts';
import { refuseRequest } from '../platform/http/problem-page.ts';
import { sameSecret, secretHash, type Clock, type Log } from '../platform/index.ts';
import type { Observation } from '../platform/observation/index.ts';
import { StartProblem } from '../platform/start-problem/index.ts';

export type Observing = { stop(): Promise<void> };
export type MetricsAnswer = (context: Context<HttpEnvironment>) => Response | Promise<Response>;

type Parts = { configuration: Configuration; open: OpenDatabase; clock: Clock; log: Log; observation: Observation; running: Running };

/** Begins to count and to trace, as far as the configuration asks for it; otherwise nothing of it is even loaded. */
export async function observe(parts: Parts): Promise<Observing & { metrics: MetricsAnswer | undefined }> {
  const { configuration, observation, log } = parts;
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, METRICS_PORT, METRICS_TOKEN } = configuration;
  const ends: (() => Promise<void>)[] = [];
  if (endpoint !== undefined) {
    const { startTracing } = await import('../platform/observation/tracing.ts');
    const tracing = await startTracing({ endpoint, headers: readHeaders(configuration.OTEL_EXPORTER_OTLP_HEADERS), ratio: configuration.OTEL_TRACES_SAMPLER_ARG });
    observation.watch(tracing);
    ends.push(() => tracing.stop());
  }
  if (METRICS_PORT === undefined && METRICS_TOKEN === undefined) return { metrics: undefined, stop: () => endAll(ends) };
  const { createMetrics } = await import('../upkeep/index.ts').then(({ loadMetrics }) => loadMetrics());
  const metrics = await createMetrics({ database: parts.open.database, clock: parts.clock, log, running: parts.running });
  observation.watch(metrics.watcher);
  if (METRICS_PORT !== undefined) {
    const server = createServer(serverOptions(), (request, response) => {
      if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
      metrics.text().then(
        ({ type, body }) => response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body),
        (error: unknown) => {
          log.error('metrics.fault', { error });
          response.writeHead(500).end();
        },
      );
      return undefined;
    });
    limitConnections(server);
    await listenOn(server, METRICS_PORT, configuration.METRICS_HOST);
    ends.push(() => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }));
  }
  return { metrics: METRICS_TOKEN === undefined ? undefined : answerWith(METRICS_TOKEN, metrics.text), stop: () => endAll(ends) };
}

/** Without the right token there is nothing here, as at any other address that is none. */
function answerWith(token: string, text: () => Promise<{ type: string; body: string }>): MetricsAnswer {
  const expected = secretHash(token);
  return async (context) => {
    const given = /^Bearer ([\x21-\x7e]{1,200})$/.exec(context.req.header('authorization') ?? '')?.[1] ?? '';
    // Hashes are of one length, so that nothing is told by how long the comparison takes.
    if (!sameSecret(secretHash(given), expected)) return refuseRequest(context, { code: 'not_found' });
    const { type, body } = await text();
    return context.body(body, 200, { 'content-type': type, 'cache-control': 'no-store' });
  };
}

function readHeaders(text: string | undefined): Record<string, string> {
  return Object.fromEntries((text ?? '').split(',').filter((pair) => pair.includes('=')).map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), decodeURIComponent(pair.slice(pair.indexOf('=') + 1).trim())]));
}

function listenOn(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new StartProblem('port_busy', { port, other: port + 1 }) : error));
    server.listen(port, host, () => resolve());
  });
}

async function endAll(ends: (() => Promise<void>)[]): Promise<void> {
  for (const end of ends.splice(0).toReversed()) await end();
}
