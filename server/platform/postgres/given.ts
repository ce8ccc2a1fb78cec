import { Client } from 'pg';
import { poolConfig, type ConnectionSettings } from '../database/connection.ts';
import { classifyDatabaseError, readDatabaseAddress, StartProblem, type DatabaseAddress } from '../start-problem/index.ts';

export const OLDEST_POSTGRES = 15;

/** What a server says about itself and the database. */
export interface DatabaseFacts {
  /** As in 150018. */
  version: number;
  /** The same for people, as in "15.18 (Debian 15.18-0+deb12u1)". */
  words: string;
  encoding: string;
  replica: boolean;
}

/** Checks that the database at a DATABASE_URL can be used: reachable, new enough, writable, UTF-8. Throws a StartProblem. */
export async function checkGivenDatabase(url: string): Promise<ConnectionSettings> {
  const address = readDatabaseAddress(url);
  if (!address) throw new StartProblem('database_url_invalid', {});
  const connection = { connectionString: url };
  const problem = judgeDatabase(await readFacts(connection, url), address);
  if (problem) throw problem;
  return connection;
}

/** What is wrong with a database that answers, if anything. */
export function judgeDatabase(facts: DatabaseFacts, { host, port, database }: DatabaseAddress): StartProblem | undefined {
  if (Math.floor(facts.version / 10_000) < OLDEST_POSTGRES) {
    return new StartProblem('database_too_old', { host, port, version: facts.words, minimum: OLDEST_POSTGRES });
  }
  if (facts.encoding !== 'UTF8') return new StartProblem('database_encoding', { database, encoding: facts.encoding });
  if (facts.replica) return new StartProblem('database_read_only', { host, port });
  return undefined;
}

async function readFacts(connection: ConnectionSettings, url: string): Promise<DatabaseFacts> {
  const client = new Client(poolConfig(connection));
  client.on('error', () => undefined); // a query that fails by it tells us
  try {
    await client.connect();
    const { rows } = await client.query<DatabaseFacts>(
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
