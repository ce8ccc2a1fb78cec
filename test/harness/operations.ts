import type { Language } from '../../common/contract/text.ts';
import { movableClock, newId, silentLog, type Actor, type Call, type Ground } from '../../server/platform/index.ts';
import type { ConnectionSettings } from '../../server/platform/database/connection.ts';
import { openDatabase, type OpenDatabase } from '../../server/platform/database/open.ts';
import { createRateLimiter } from '../../server/platform/operations/rate-limit.ts';
import { freshDatabase } from '../../server/platform/testing/database.ts';

export const anonymous: Actor = { kind: 'anonymous', network: '192.0.2.7' };
export const commandLine: Actor = { kind: 'system', name: 'command line' };

export type TestGround = Ground & { connection: ConnectionSettings; open: OpenDatabase; clock: ReturnType<typeof movableClock>; close(): Promise<void> };

/** What operations stand on, with a database of its own and a clock that stands at 2026-11-18 10:00 in Shanghai, a Wednesday. */
export async function testGround(): Promise<TestGround> {
  const connection = await freshDatabase();
  const open = openDatabase(connection, silentLog, 4);
  return {
    connection,
    open,
    database: open.database,
    clock: movableClock(new Date('2026-11-18T02:00:00Z')),
    log: silentLog,
    rateLimiter: createRateLimiter(),
    subscribersOf: () => [],
    wakeRelay: () => undefined,
    close: () => open.close(),
  };
}

/** A call by `actor`, as a page or the API would make it. */
export function callBy(actor: Actor, details: { language?: Language; idempotencyKey?: string } = {}): Call {
  return { actor, language: 'zh-CN', requestId: newId(), publicAddress: 'http://localhost:8080', ...details };
}
