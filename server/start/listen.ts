import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { App } from '../app.ts';
import type { Configuration } from '../platform/config/schema.ts';
import { limitConnections, serverOptions } from '../platform/http/server-options.ts';
import { StartProblem } from '../platform/start-problem/index.ts';

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Serves the application. Throws a StartProblem when the port is taken, forbidden, or the address is not this machine's. */
export async function listen(app: Pick<App, 'http'>, configuration: Pick<Configuration, 'PORT' | 'HOST'>, parts: { upgrade: Upgrade; before?: Middleware | undefined }): Promise<Server> {
  const { before } = parts;
  const server = createAdaptorServer({
    fetch: (request, bindings) => app.http.fetch(request, bindings as HttpBindings),
    createServer: ((options: object, listener: Middleware) =>
      createServer({ ...serverOptions(), ...options }, before === undefined ? (request, response) => listener(request, response, () => undefined) : (request, response) => before(request, response, () => listener(request, response, () => undefined)))) as never,
  }) as Server;
  limitConnections(server);
  endConnectionsAfterClose(server);
  server.on('upgrade', parts.upgrade);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenProblem(error, configuration) ?? error));
    server.listen(configuration.PORT, configuration.HOST, () => resolve());
  });
  return server;
}

/** Once the server is closed, each answer is its connection's last: otherwise a busy client would be served without end. */
function endConnectionsAfterClose(server: Server): void {
  const answering = new Set<ServerResponse>();
  const end = (response: ServerResponse) => {
    if (!response.headersSent) response.shouldKeepAlive = false;
  };
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    if (!server.listening) return end(response);
    answering.add(response);
    response.once('close', () => answering.delete(response));
    return undefined;
  });
  const { close } = server;
  server.close = (done) => {
    for (const response of answering) end(response);
    return close.call(server, done);
  };
}

/** Tries whether the port can be served on, without serving. Throws a StartProblem when it cannot. */
export async function probePort(configuration: Pick<Configuration, 'PORT' | 'HOST'>): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => reject(listenProblem(error, configuration) ?? error));
    probe.listen(configuration.PORT, configuration.HOST, () => probe.close(() => resolve()));
  });
}

function listenProblem(error: NodeJS.ErrnoException, { PORT, HOST }: Pick<Configuration, 'PORT' | 'HOST'>): StartProblem | undefined {
  const other = PORT < 65_000 ? Math.max(PORT + 1, 8081) : 8081;
  if (error.code === 'EADDRINUSE') return new StartProblem('port_busy', { port: PORT, other });
  if (error.code === 'EACCES') return new StartProblem('port_forbidden', { port: PORT, other: 8080 });
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return new StartProblem('address_unavailable', { address: HOST });
  return undefined;
}
