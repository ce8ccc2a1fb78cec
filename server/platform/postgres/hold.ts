import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { poolConfig } from '../database/connection.ts';
import { errorCode } from './error-code.ts';
import { readPostmaster } from './postmaster.ts';
import { createRoleAndDatabase, SUPERUSER } from './roles.ts';

/** Every process that uses the server holds this lock shared; the one that then gets it alone is the last. */
const USERS_LOCK = 0x11c4_0001;
const POLL_MILLISECONDS = 15;
const UNREACHABLE_AFTER_MILLISECONDS = 10_000;
/** The server starts, stops, has no connection left for a moment, or went away in mid-sentence (an error without a code). */
const PASSING = new Set(['57P01', '57P02', '57P03', '53300', 'ECONNRESET', 'EPIPE', '']);

export interface Held {
  /** The folder of the server's socket. */
  host: string;
  holder: Client;
}

/**
 * Connects to a cluster's server as soon as it lets us, also after a long recovery, and counts us among its users.
 * `gone` when there is no server (any more) and none `isComing`; `unreachable` when one runs but its socket has been removed.
 */
export async function holdServer(cluster: string, options: { deadline: number; volatile: boolean; isComing(): boolean }): Promise<Held | 'gone' | 'unreachable'> {
  const unreachableAt = Date.now() + UNREACHABLE_AFTER_MILLISECONDS;
  while (Date.now() < options.deadline) {
    const postmaster = readPostmaster(cluster);
    if (!postmaster?.running && !options.isComing()) return 'gone';
    if (postmaster?.running && postmaster.ready) {
      const attempt = await connect(postmaster.socketFolder);
      if (attempt instanceof Client) {
        if (await join(attempt, options.volatile)) return { host: postmaster.socketFolder, holder: attempt };
      } else if (['ENOENT', 'ECONNREFUSED'].includes(errorCode(attempt))) {
        if (Date.now() > unreachableAt) return 'unreachable';
      } else if (!PASSING.has(errorCode(attempt))) {
        throw attempt;
      }
    }
    await pause(POLL_MILLISECONDS);
  }
  return 'gone';
}

async function connect(host: string): Promise<Client | Error> {
  const client = new Client({ ...poolConfig({ host, user: SUPERUSER, database: 'postgres' }), application_name: 'lichun-holder' });
  client.on('error', () => undefined); // what counts is its end, which the supervisor listens to
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/** False when the server went down under us because the last of its users left. */
async function join(client: Client, volatile: boolean): Promise<boolean> {
  try {
    await client.query('select pg_advisory_lock_shared($1)', [USERS_LOCK]);
    await createRoleAndDatabase(client, { mayCreateDatabases: volatile });
    return true;
  } catch (error) {
    await client.end();
    if (PASSING.has(errorCode(error))) return false;
    throw error;
  }
}

/** Gives our share of the server back; true when nobody else has one. The connection stays, and keeps newcomers waiting when we are the last. */
export async function giveUpShare(holder: Client): Promise<boolean> {
  await holder.query('select pg_advisory_unlock_shared($1)', [USERS_LOCK]);
  const { rows } = await holder.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [USERS_LOCK]);
  return rows[0]?.last === true;
}
