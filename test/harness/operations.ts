import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Language } from '../../common/contract/text.ts';
import type { ProductParts } from '../../server/parts.ts';
import { events } from '../../server/events.ts';
import { personalData } from '../../server/personal-data.ts';
import { retentionKinds } from '../../server/retention.ts';
import { canSignInWith, hasSecondFactor } from '../../server/sign-in/index.ts';
import { eventChecker, systemClock, movableClock, newId, silentLog, type Actor, type Call, type Ground } from '../../server/platform/index.ts';
import type { ConnectionSettings } from '../../server/platform/database/connection.ts';
import { readConfiguration } from '../../server/platform/config/schema.ts';
import { openDatabase, type OpenDatabase } from '../../server/platform/database/open.ts';
import { checkRefusal } from '../../server/platform/openapi/index.ts';
import { postMail } from '../../server/platform/mail/index.ts';
import { createFileStore } from '../../server/platform/files/index.ts';
import { createOutbound } from '../../server/platform/outbound/index.ts';
import { createSecrets } from '../../server/platform/secrets/index.ts';
import { createRateLimiter } from '../../server/platform/operations/rate-limit.ts';
import { freshDatabase } from '../../server/platform/testing/database.ts';

/** A key that every test uses. */
export const testSecrets = createSecrets(new Uint8Array(32).fill(7));

/** What modules are made with, for tests that run operations without a server; give what matters to the test. */
export function testParts(parts: Partial<ProductParts> = {}): ProductParts {
  const read = readConfiguration({});
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'lichun-test-'));
  const reader: ProductParts['reader'] = { current: () => ({ revision: '', example: null, centre: null }), refresh: async () => false, onChange: () => () => undefined, show: () => undefined };
  const { configuration } = { configuration: read.configuration, ...parts };
  return { configuration, reader, outbound: createOutbound({ log: silentLog }), secrets: testSecrets, events, wakeWebhooks: () => undefined, canSignIn: canSignInWith({ configuration, ...(parts.sms === undefined ? {} : { sms: parts.sms }) }), hasSecondFactor, personalData, retentionKinds, files: createFileStore({ folder: path.join(dataFolder, 'files'), clock: systemClock, log: silentLog, maximumMegabytes: 64 }), dataFolder, ...parts };
}

export const anonymous: Actor = { kind: 'anonymous', network: '192.0.2.7' };
export const commandLine: Actor = { kind: 'system', name: 'command line' };

export type TestGround = Ground & { connection: ConnectionSettings; open: OpenDatabase; clock: ReturnType<typeof movableClock>; /** The jobs that were added; none of them runs. */ enqueued: { job: string; data: object }[]; close(): Promise<void> };

/** What operations stand on, with a database of its own and a clock that stands at 2026-11-18 10:00 in Shanghai, a Wednesday. */
export async function testGround(): Promise<TestGround> {
  const connection = await freshDatabase();
  const open = openDatabase(connection, silentLog, 4);
  const enqueued: TestGround['enqueued'] = [];
  return {
    connection,
    open,
    database: open.database,
    clock: movableClock(new Date('2026-11-18T02:00:00Z')),
    log: silentLog,
    rateLimiter: createRateLimiter(),
    subscribersOf: () => [],
    checkEvent: eventChecker(events),
    checkRefusal,
    wakeRelay: () => undefined,
    timeZone: () => 'Asia/Shanghai',
    secrets: testSecrets,
    postMail: async (db, message, now) => void (await postMail(db, message, now)),
    enqueueJob: async (_db, job, data) => void enqueued.push({ job, data }),
    enqueued,
    close: () => open.close(),
  };
}

/** A call by `actor`, as a page or the API would make it. */
export function callBy(actor: Actor, details: { language?: Language; idempotencyKey?: string } = {}): Call {
  return { actor, language: 'zh-CN', requestId: newId(), publicAddress: 'http://localhost:8080', ...details };
}
