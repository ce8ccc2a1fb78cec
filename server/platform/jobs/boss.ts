import { CompiledQuery, type ControlledTransaction } from 'kysely';
import type { Pool } from 'pg';
import type { Db } from 'pg-boss';
import type { Notifications } from '../database/notifications.ts';
import type { OpenDatabase } from '../database/open.ts';
import type { Database, PlatformTables } from '../database/tables.ts';

/** A job's transaction, and what is to follow its commit. */
export type JobTransaction = { tx: ControlledTransaction<PlatformTables>; afterwards: (() => void)[] };

/** pg-boss on our pool and our one listening connection, so that it opens none of its own. */
export function bossDatabase({ database, pool }: OpenDatabase, notifications: Notifications): { db: Db; transactionOf(db: Db): JobTransaction | undefined } {
  const transactions = new WeakMap<Db, JobTransaction>();
  const db: Db = {
    executeSql: (text, values) => execute(pool, text, values),
    async listen(channel, heard, missed) {
      const stop = notifications.listen(channel, { heard, missed });
      return { close: async () => stop() };
    },
    async beginTransaction() {
      const transaction: JobTransaction = { tx: await database.startTransaction().execute(), afterwards: [] };
      const inside = runner(transaction.tx);
      transactions.set(inside, transaction);
      return {
        db: inside,
        async commit() {
          await transaction.tx.commit().execute();
          for (const run of transaction.afterwards) run();
        },
        async rollback() {
          if (!transaction.tx.isCommitted && !transaction.tx.isRolledBack) await transaction.tx.rollback().execute();
        },
      };
    },
  };
  return { db, transactionOf: (inside) => transactions.get(inside) };
}

/** What pg-boss runs its statements with inside a transaction of ours. */
export function runner(database: Database): Db {
  return {
    async executeSql(text, values = []) {
      const { rows } = await database.executeQuery(CompiledQuery.raw(text, [...values]));
      return { rows };
    },
  };
}

/**
 * pg-boss sends some transactions as one text from BEGIN to COMMIT. When such a text fails in the middle its connection is left inside
 * a broken transaction, so it is thrown away instead of going back to the pool.
 */
async function execute(pool: Pool, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  if (!/^\s*BEGIN/i.test(text)) return pool.query(text, values);
  const client = await pool.connect();
  try {
    const result = await client.query(text, values);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Runs `work` while no other process sets up the jobs of this database; creating a schema twice at once fails. */
export async function alone<Value>(pool: Pool, work: () => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [setUpLock]);
    return await work();
  } finally {
    // Giving up the connection gives back the lock too, whatever state it is in.
    client.release(true);
  }
}

const setUpLock = 0x10b5;
