import { Client } from 'pg';

/** What may be said aloud about a DATABASE_URL. */
export interface DatabaseAddress {
  host: string;
  port: number;
  user: string;
  database: string;
}

/**
 * Host, port, user and database of a DATABASE_URL, without the password and the query.
 * Undefined when it is no address, or when an unescaped password may have slipped into another part of it.
 */
export function readDatabaseAddress(url: string): DatabaseAddress | undefined {
  if (url.length > 2000 || !/^postgres(ql)?:\/\//i.test(url)) return undefined;
  try {
    const parsed = new URL(url);
    if (`${parsed.pathname}${parsed.search}${parsed.hash}`.includes('@') || parsed.hash !== '') return undefined;
    const { host, port, user = '', database = '' } = new Client({ connectionString: url });
    return { host, port, user, database };
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
