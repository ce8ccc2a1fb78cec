import { sql } from 'kysely';
import { Hono } from 'hono';
import type { Database } from '../database/tables.ts';
import type { HttpEnvironment } from './context.ts';

/** Whoever asks (a proxy, a container engine) gives up itself after a few seconds. */
const patienceMilliseconds = 2_000;

/** `/health/live`: the process answers. `/health/ready`: the database answers too, within 2 s, so that requests can be served. */
export function createHealth(database: Database): Hono<HttpEnvironment> {
  const health = new Hono<HttpEnvironment>();
  health.get('/live', (context) => context.json({ status: 'live' }, 200, { 'cache-control': 'no-store' }));
  health.get('/ready', async (context) => {
    const ready = await answers(database);
    return context.json({ status: ready ? 'ready' : 'database_away' }, ready ? 200 : 503, { 'cache-control': 'no-store', ...(ready ? {} : { 'retry-after': '5' }) });
  });
  return health;
}

async function answers(database: Database): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), patienceMilliseconds);
  const asked = sql`select 1`.execute(database).then(
    () => true,
    () => false,
  );
  const answer = await Promise.race([asked, late.promise]);
  clearTimeout(timer);
  return answer;
}
