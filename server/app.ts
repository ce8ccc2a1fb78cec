import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { createObservation, type Observation } from './platform/observation/index.ts';
import type { HttpApplication } from './platform/http/application.ts';
import { languages, type Language } from '../common/contract/text.ts';
import { createCentreReader, type CentreReader } from './centre/index.ts';
import { centreTimeZone } from './centre-time.ts';
import { createFleetDoor } from './groups/index.ts';
import { groupsPorts } from './groups-ports.ts';
import { createOperations, type AppOperations } from './operations.ts';
import { createJobRegistry } from './jobs.ts';
import { mayWatch } from './live.ts';
import { createSubscribers } from './news.ts';
import { events } from './events.ts';
import { connectorHooks } from './incoming-hooks.ts';
import { createNoticeSender, publicAddressOf } from './notices/index.ts';
import { migrations } from './migrations.ts';
import type { ProductParts, Running } from './parts.ts';
import { personalData } from './personal-data.ts';
import { retentionKinds } from './retention.ts';
import { actorOfToken, createSessionMemory, liveSessions } from './people/index.ts';
import { canSignInWith, hasSecondFactor } from './sign-in/index.ts';
import type { Configuration } from './platform/config/schema.ts';
import type { ConnectionSettings } from './platform/database/connection.ts';
import { createFileStore } from './platform/files/index.ts';
import { createNotifications } from './platform/database/notifications.ts';
import type { OpenDatabase } from './platform/database/open.ts';
import { addressReader } from './platform/http/address.ts';
import { createJobs } from './platform/jobs/index.ts';
import { createRealtime } from './platform/realtime/index.ts';
import { checkRefusal } from './platform/openapi/index.ts';
import { publishEvent } from './platform/events/publish.ts';
import { createRelay } from './platform/events/relay.ts';
import { createApi } from './platform/http/api.ts';
import { createApplication, type ApplicationParts } from './platform/http/application.ts';
import { createAssets } from './platform/http/assets.ts';
import { cookieName, readCookie } from './platform/http/cookies.ts';
import { createHooks } from './platform/http/hooks.ts';
import { createHealth } from './platform/http/health.ts';
import { createPageCache } from './platform/http/page-cache.ts';
import { createRateLimiter } from './platform/operations/rate-limit.ts';
import { eventChecker, type Actor, type Clock, type Ground, type Log, type Secrets } from './platform/index.ts';
import { createMailSender, createMailTransport, postMail, smtpSettings } from './platform/mail/index.ts';
import { createOutbound } from './platform/outbound/index.ts';
import { createSmsGateway } from './platform/sms/index.ts';
import { actorOfKey, createIncoming, createWebhookSender, largestMessage, operatorHooks, withConnectorHooks, type WebhookSender } from './programs/index.ts';
import { programVersion, release } from './platform/index.ts';
import { createSleeper, noteStart } from './upkeep/index.ts';
import { createPages, type PageBuild } from './pages.ts';
import type { DevelopmentTools } from '../web/development/tools.ts';

/** The name of the session cookie, before the prefix that https allows. */
export const sessionCookie = 'lichun_session';

export type AppParts = {
  configuration: Configuration;
  open: OpenDatabase;
  /** Where the database is, for the connection that listens. */
  connection: ConnectionSettings;
  clock: Clock;
  /** Milliseconds that only go forward, for what is kept for moments; those of this process when left out. */
  elapsed?: () => number;
  log: Log;
  secrets: Secrets;
  /** Built files that browsers load. */
  assetFolder: string;
  pageBuild(): Promise<PageBuild>;
  development?: boolean;
  /** Published events are held against the catalogue, as in tests. */
  strictEvents?: boolean;
  /** false: no job begins by the clock on the wall. */
  timetables?: boolean;
  developmentTools?: DevelopmentTools;
  /** Who watches what the program does. */
  observation?: Observation;
  /** Answers `/metrics`. */
  metrics?: NonNullable<ApplicationParts['metrics']>;
};

export type App = {
  http: HttpApplication;
  ground: Ground;
  operations: AppOperations;
  reader: CentreReader;
  running: Running;
  webhooks: WebhookSender;
  actorOf(request: { cookie: string | undefined; secure: boolean; network: string; reading?: boolean }): Promise<Actor>;
  /** Reads the centre and begins to deliver, listen and run jobs. */
  start(): Promise<void>;
  /** Says goodbye to open pages; requests are answered as before. */
  hangUp(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves when everything that was published has been delivered, and what can go out now has been tried; for tests. */
  settled(): Promise<void>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

/** Puts the modules together; the only place that knows every one of them. */
export function createApp(parts: AppParts): App {
  const { configuration, open, clock, log } = parts;
  const observation = parts.observation ?? createObservation();
  const pageCache = createPageCache();
  const notifications = createNotifications({ connection: parts.connection, log });
  const reader = createCentreReader(open.database, log, notifications, createFleetDoor(groupsPorts.waiting));
  const outbound = createOutbound({ log, allow: configuration.OUTBOUND_ALLOW, ports: configuration.OUTBOUND_PORTS });
  const dataFolder = path.resolve(configuration.DATA_DIR);
  const files = createFileStore({ folder: path.join(dataFolder, 'files'), clock, log, maximumMegabytes: configuration.FILES_MAXIMUM_MB });
  const running: Running = {
    connection: parts.connection,
    migrations,
    pool: () => ({ total: open.pool.totalCount, idle: open.pool.idleCount, waiting: open.pool.waitingCount }),
    hears: () => notifications.connected(),
    realtime: () => realtime.stats(),
    pageCache: () => ({ pages: pageCache.size, ...pageCache.counts }),
    wakeJob: (name) => jobs.wake(name),
    wakeRelay: () => relay.wake(),
  };
  const sms = createSmsGateway(configuration, { outbound, log });
  const product: ProductParts = { ...(sms === undefined ? {} : { sms }), configuration, reader, outbound, secrets: parts.secrets, events, wakeWebhooks: () => webhooks.wake(), canSignIn: canSignInWith({ configuration, ...(sms === undefined ? {} : { sms }) }), hasSecondFactor, personalData, retentionKinds, files, dataFolder, running };
  const relay = createRelay({ database: open.database, notifications, clock, log, subscribers: createSubscribers(product, () => realtime), observation });
  const operations = createOperations(product);
  const smtp = smtpSettings(configuration);
  const mail = createMailSender({
    database: open.database,
    notifications,
    clock,
    log,
    transport: smtp === undefined ? undefined : createMailTransport(smtp, { connections: 3, settingsAddress: `${publicAddressOf(product)}/console/notices/settings` }),
    keepCaught: parts.development === true,
    subscribersOf: relay.subscribersOf,
    wakeRelay: relay.wake,
  });
  const notices = createNoticeSender({
    product,
    database: open.database,
    notifications,
    clock,
    log,
    publish: async (db, event, now) => void (await publishEvent(db, relay.subscribersOf(event.name), now, event)),
    wakeRelay: relay.wake,
  });
  const ground: Ground = {
    database: open.database,
    clock,
    log,
    rateLimiter: createRateLimiter(),
    subscribersOf: relay.subscribersOf,
    ...(parts.strictEvents === true || parts.development === true ? { checkEvent: eventChecker(events), checkRefusal } : {}),
    wakeRelay: relay.wake,
    secrets: parts.secrets,
    timeZone: () => centreTimeZone(product.reader),
    async postMail(db, message, now) {
      await postMail(db, message, now);
    },
    async enqueueJob(db, name, data, options) {
      await jobs.enqueue(db, name as keyof ReturnType<typeof createJobRegistry>, data as never, options);
    },
  };
  const sessions = createSessionMemory({ database: open.database, ownWords: open.ownWords, notifications, log, ...(parts.elapsed === undefined ? {} : { elapsed: parts.elapsed }) });
  const actorOf: App['actorOf'] = ({ cookie, secure, network, reading = false }) => actorOfToken(open.database, clock, readCookie(cookie, cookieName(sessionCookie, secure)), network, reading ? sessions.find : undefined);
  const realtime = createRealtime({
    notifications,
    clock,
    log,
    readAddress: addressReader(configuration),
    actorOf,
    liveSessions: (ids, now) => liveSessions(open.database, ids, now),
    mayWatch,
  });
  const jobs = createJobs({ open, notifications, clock, log, jobs: createJobRegistry(product), subscribersOf: relay.subscribersOf, wakeRelay: relay.wake, observation, ...(parts.timetables === undefined ? {} : { timetables: parts.timetables }) });
  const webhooks = createWebhookSender({
    database: open.database,
    clock,
    log,
    secrets: parts.secrets,
    outbound,
    publish: async (tx, event, now) => void (await publishEvent(tx, relay.subscribersOf(event.name), now, event)),
    wakeRelay: relay.wake,
    onChange: () => realtime.changed(['webhooks']),
  });
  const incoming = createIncoming({
    database: open.database,
    clock,
    log,
    find: withConnectorHooks(connectorHooks(product), operatorHooks(open.database, parts.secrets)),
    publish: async (tx, event, now) => void (await publishEvent(tx, relay.subscribersOf(event.name), now, event)),
    wakeRelay: relay.wake,
    onChange: () => realtime.changed(['webhooks']),
  });
  const centreLanguages = (): readonly Language[] => reader.current().centre?.settings.languages ?? languages;
  const http = createApplication({
    configuration,
    log,
    now: () => clock.now(),
    actorOf,
    mayBeSignedIn: (cookie) => cookie?.includes(`${sessionCookie}=`) === true,
    centreLanguages,
    contentVersion: () => reader.current().revision,
    pageCache,
    observation,
    ...(parts.metrics === undefined ? {} : { metrics: parts.metrics }),
    health: createHealth(open.database),
    api: createApi({
      ground,
      operations,
      actorOfKey: (key, network) => actorOfKey(open.database, clock, key, network),
      limits: { network: configuration.API_LIMIT_NETWORK, person: configuration.API_LIMIT_PERSON, key: configuration.API_LIMIT_KEY },
    }),
    hooks: createHooks({ receive: incoming, maximumKilobytes: largestMessage, rateLimiter: ground.rateLimiter, now: () => clock.now() }),
    assets: createAssets(parts.assetFolder),
    page: createPages({ ground, operations, build: parts.pageBuild, development: parts.development === true, ...(parts.developmentTools === undefined ? {} : { developmentTools: parts.developmentTools }) }),
    ...(parts.development === true ? { development: true } : {}),
  });
  const sleeper = createSleeper({ database: open.database, notifications, log });
  let jobsStarted: Promise<void> | undefined;
  return {
    http,
    ground,
    operations,
    reader,
    running,
    webhooks,
    actorOf,
    async start() {
      const key = await noteStart(open.database, { fingerprint: parts.secrets.fingerprint, version: programVersion, release, node: process.versions.node, now: clock.now() });
      if (key === 'other') log.error('start.other_key', { fingerprint: parts.secrets.fingerprint });
      await reader.start();
      relay.start();
      // In a restored centre that sleeps, nothing of this is begun before somebody wakes it.
      await sleeper.start(() => {
        mail.start();
        notices.start();
        webhooks.start();
        // Requests are answered before jobs run: opening the job queue costs more than everything else at start.
        jobsStarted = jobs.start();
      });
    },
    hangUp: () => realtime.stop(),
    async stop() {
      await realtime.stop();
      await sleeper.stop();
      await jobs.stop();
      await jobsStarted;
      await notices.stop();
      await mail.stop();
      await relay.stop();
      await webhooks.stop();
      reader.close();
      sessions.close();
      await notifications.stop();
    },
    async settled() {
      // What is sent may publish something, such as that a receiver failed.
      for (let round = 0; round < 2; round++) {
        await relay.settled();
        await Promise.all([mail.settled(), notices.settled(), webhooks.settled()]);
      }
    },
    upgrade: (request, socket, head) => realtime.handleUpgrade(request, socket, head),
  };
}
