import { sql } from 'kysely';
import { Hono } from 'hono';
import type { Database } from '../database/tables.ts';
import type { HttpEnvironment } from './context.ts';

/** `/health/live`: the process answers. `/health/ready`: the database answers too, so that requests can be served. */
export function createHealth(database: Database): Hono<HttpEnvironment> {
  const health = new Hono<HttpEnvironment>();
  health.get('/live', (context) => context.json({ status: 'live' }, 200, { 'cache-control': 'no-store' }));
  health.get('/ready', async (context) => {
    const ready = await sql`select 1`.execute(database).then(
      () => true,
      () => false,
    );
    return context.json({ status: ready ? 'ready' : 'database_away' }, ready ? 200 : 503, { 'cache-control': 'no-store' });
  });
  return health;
}
