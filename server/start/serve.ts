import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createApp, type App } from '../app.ts';
import { fillExample } from '../demo/fill-example.ts';
import { createDevelopmentTools, shiftableClock } from '../development/tools.ts';
import type { PageBuild } from '../pages.ts';
import { newSetUpToken } from '../sign-in/index.ts';
import { isNetwork } from '../platform/http/address.ts';
import type { Configuration } from '../platform/config/schema.ts';
import { systemClock, type Log } from '../platform/index.ts';
import { createObservation } from '../platform/observation/index.ts';
import { createSecrets, readSecretKey } from '../platform/secrets/index.ts';
import { StartProblem } from '../platform/start-problem/index.ts';
import type { StartArguments } from './arguments.ts';
import { openServerDatabase, type ServerDatabase } from './database.ts';
import { readSleep } from '../upkeep/index.ts';
import { observe } from './observe.ts';
import { listen, probePort, type Middleware } from './listen.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export type Running = { app: App; server: Server; database: ServerDatabase; address: string; setUp: string | undefined; /** An example that was asked for and not filled in, because there is content. */ exampleKept: string | undefined; /** Restored, and sends nothing until it is woken. */ asleep: boolean; stop(): Promise<void> };

/** Brings everything up in order, and takes it down again when a step fails. */
export async function serve(configuration: Configuration, options: StartArguments, log: Log, onLost: (process: number) => void): Promise<Running> {
  const wrongProxy = configuration.TRUSTED_PROXY.find((entry) => !isNetwork(entry));
  if (wrongProxy !== undefined) throw new ConfigurationMistake('TRUSTED_PROXY', wrongProxy);
  const wrongNetwork = configuration.OUTBOUND_ALLOW.find((entry) => !isNetwork(entry));
  if (wrongNetwork !== undefined) throw new ConfigurationMistake('OUTBOUND_ALLOW', wrongNetwork);
  const database = await openServerDatabase(configuration, log, onLost);
  const undo: (() => Promise<void>)[] = [() => database.close()];
  try {
    // Before anything is filled in: a start that cannot serve leaves no choice behind that was not meant.
    await probePort(configuration);
    const vite = options.development ? await developmentServer() : undefined;
    const shiftable = shiftableClock(systemClock);
    const clock = options.development ? shiftable : systemClock;
    if (vite !== undefined) undo.push(() => vite.close());
    const pageBuild = vite?.pageBuild ?? productionBuild();
    const observation = createObservation();
    const app = createApp({
      observation,
      ...(configuration.METRICS_TOKEN === undefined ? {} : { metrics: (context) => observing.metrics?.(context) ?? context.notFound() }),
      configuration,
      open: database.open,
      connection: database.connection,
      clock,
      log,
      secrets: createSecrets(await readSecretKey(configuration)),
      assetFolder: path.join(root, 'build/client'),
      pageBuild,
      development: options.development,
      ...(options.development ? { developmentTools: createDevelopmentTools(database.open.database, shiftable) } : {}),
    });
    undo.push(() => app.stop());
    const observing = await observe({ configuration, open: database.open, clock, log, observation, running: app.running });
    undo.push(() => observing.stop());
    const filled = await fillExample(app.ground, options.example, { explicit: options.explicit });
    // The pages are loaded now: before the first request, and before a later build takes the folder's place.
    await Promise.all([app.start(), ...(vite === undefined ? [pageBuild()] : [])]);
    const server = await listen(app, configuration, { upgrade: app.upgrade, before: vite?.middleware });
    undo.push(() => drain(server, app));
    const address = configuration.PUBLIC_URL ?? `http://${shownHost(configuration.HOST)}:${configuration.PORT}`;
    await database.announce(address);
    const token = await newSetUpToken(database.open.database, clock);
    return {
      app,
      server,
      database,
      address,
      exampleKept: options.explicit && !filled.filled && filled.shown !== options.example ? options.example : undefined,
      asleep: (await readSleep(database.open.database)) !== undefined,
      setUp: token === undefined ? undefined : `${address}/set-up?token=${token}`,
      stop: () => takeDown(undo),
    };
  } catch (error) {
    await takeDown(undo);
    throw error;
  }
}

/** A variable whose form is right and whose content is not. */
export class ConfigurationMistake extends Error {
  readonly variable: keyof Configuration;
  constructor(variable: keyof Configuration, value: string) {
    super(value);
    this.variable = variable;
  }
}

async function takeDown(undo: (() => Promise<void>)[]): Promise<void> {
  for (const step of undo.splice(0).toReversed()) await step();
}

/** As long as a request may take at most. */
const drainMilliseconds = 10_000;

/** Takes no more connections, and waits for the requests in flight; one that never ends must not keep the program. */
async function drain(server: Server, app: Pick<App, 'hangUp'>): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), drainMilliseconds);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // An open page's connection is none of the server's any more, but keeps its port: it is told to come back later.
  await Promise.all([closed, app.hangUp()]);
  clearTimeout(timer);
}

function shownHost(host: string): string {
  return host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
}

function productionBuild(): () => Promise<PageBuild> {
  const file = path.join(root, 'build/server/index.js');
  if (!existsSync(file)) throw new StartProblem('build_failed', { reason: 'build/server/index.js' });
  let build: Promise<PageBuild> | undefined;
  return () => (build ??= import(pathToFileURL(file).href) as Promise<PageBuild>);
}

async function developmentServer(): Promise<{ middleware: Middleware; pageBuild(): Promise<PageBuild>; close(): Promise<void> }> {
  const { createServer } = await import('vite');
  const vite = await createServer({ root, server: { middlewareMode: true }, appType: 'custom' });
  return {
    middleware: (request, response, next) => void vite.middlewares(request, response, next),
    pageBuild: async () => (await vite.ssrLoadModule('virtual:react-router/server-build')) as unknown as PageBuild,
    close: () => vite.close(),
  };
}
