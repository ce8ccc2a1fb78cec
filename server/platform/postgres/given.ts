import { Client } from 'pg';
import { poolConfig, type ConnectionSettings } from '../database/connection.ts';
import { classifyDatabaseError, readDatabaseAddress, StartProblem } from '../start-problem/index.ts';

export const OLDEST_POSTGRES = 15;

interface Facts {
  version: number;
  words: string;
  encoding: string;
  replica: boolean;
}

/** Checks that the database at a DATABASE_URL can be used: reachable, new enough, writable, UTF-8. Throws a StartProblem. */
export async function checkGivenDatabase(url: string): Promise<ConnectionSettings> {
  const address = readDatabaseAddress(url);
  if (!address) throw new StartProblem('database_url_invalid', {});
  const connection = { connectionString: url };
  const { host, port, database } = address;
  const facts = await readFacts(connection, url);
  if (Math.floor(facts.version / 10_000) < OLDEST_POSTGRES) {
    throw new StartProblem('database_too_old', { host, port, version: facts.words, minimum: OLDEST_POSTGRES });
  }
  if (facts.encoding !== 'UTF8') throw new StartProblem('database_encoding', { database, encoding: facts.encoding });
  if (facts.replica) throw new StartProblem('database_read_only', { host, port });
  return connection;
}

async function readFacts(connection: ConnectionSettings, url: string): Promise<Facts> {
  const client = new Client(poolConfig(connection));
  client.on('error', () => undefined); // a query that fails by it tells us
  try {
    await client.connect();
    const { rows } = await client.query<Facts>(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as words,
              current_setting('server_encoding') as encoding, pg_is_in_recovery() as replica`,
    );
    const [facts] = rows;
    if (!facts) throw new Error('PostgreSQL answered without a row');
    return facts;
  } catch (error) {
    throw classifyDatabaseError(error, url) ?? error;
  } finally {
    await client.end();
  }
}
