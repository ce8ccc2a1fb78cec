import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { poolConfig, type ConnectionSettings } from '../database/connection.ts';
import { isAlive } from './postmaster.ts';

/** The process that serves a database. */
export interface ServerHolder {
  pid: number;
  /** Where it answers, as in `http://localhost:8080`; empty until it has said so. */
  address: string;
}

export type Claim =
  | {
      ok: true;
      /** Tells others where this server answers, once that is known. */
      announce(address: string): Promise<void>;
      release(): Promise<void>;
    }
  | { ok: false; holder: ServerHolder };

/** Two keys of PostgreSQL's advisory locks: "lichun", "server". */
const SERVER_LOCK = [0x11c4, 0x5e47];
const NAME = 'lichun-server';
/** PostgreSQL cuts an application name after 63 bytes. */
const LONGEST_NAME = 63;
const PATIENCE_MILLISECONDS = 10_000;
const POLL_MILLISECONDS = 20;

/**
 * Makes this process the one server of a database, until `release` or the end of the process: a session's lock, whose holder others read from
 * that session's name. Commands and tests do not claim. The claim is renewed by itself after PostgreSQL restarted; `onLost` is called when
 * another server was faster then.
 */
export async function claimServer(connection: ConnectionSettings, options: { address: string; onLost?: (holder: ServerHolder) => void }): Promise<Claim> {
  let { address } = options;
  const ended = new AbortController();
  const first = await claim(connection, address);
  if (!(first instanceof Client)) return { ok: false, holder: first };
  let session = first;
  let renewing = Promise.resolve();

  const renew = async () => {
    const again = await claimOnceBack(connection, () => address, ended.signal);
    if (again instanceof Client) {
      session = again;
      watch();
    } else if (again) {
      options.onLost?.(again);
    }
  };
  const watch = () => {
    session.once('end', () => {
      if (!ended.signal.aborted) renewing = renew();
    });
  };
  watch();
  return {
    ok: true,
    async announce(known) {
      address = known;
      await session.query("select set_config('application_name', $1, false)", [sessionName(address)]);
    },
    async release() {
      ended.abort();
      await renewing;
      await session.end();
    },
  };
}

/** The process that serves this database now, for commands that want to say where. */
export async function findServer(connection: ConnectionSettings): Promise<ServerHolder | undefined> {
  const client = await connect(connection, 'lichun');
  try {
    return await readHolder(client);
  } finally {
    await client.end();
  }
}

/** Claims again when PostgreSQL is back after a restart; undefined when the claim was released meanwhile. */
async function claimOnceBack(connection: ConnectionSettings, address: () => string, ended: AbortSignal): Promise<Client | ServerHolder | undefined> {
  while (!ended.aborted) {
    try {
      return await claim(connection, address());
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      await pause(POLL_MILLISECONDS * 10); // every error here is a server that is still away
    }
  }
  return undefined;
}

/** The session that has the claim, or who has it. A holder that was just killed is waited out until PostgreSQL has noticed. */
async function claim(connection: ConnectionSettings, address: string): Promise<Client | ServerHolder> {
  const client = await connect(connection, sessionName(address));
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  try {
    for (;;) {
      const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1, $2) as ours', SERVER_LOCK);
      if (rows[0]?.ours) return client;
      const holder = await readHolder(client);
      if (holder && (isAlive(holder.pid) || Date.now() > deadline)) {
        await client.end();
        return holder;
      }
      await pause(POLL_MILLISECONDS);
    }
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function connect(connection: ConnectionSettings, name: string): Promise<Client> {
  const client = new Client({ ...poolConfig(connection), application_name: name });
  client.on('error', () => undefined); // its end is what counts
  await client.connect();
  return client;
}

async function readHolder(client: Client): Promise<ServerHolder | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_stat_activity join pg_locks using (pid)
      where locktype = 'advisory' and granted and objsubid = 2 and database = (select oid from pg_database where datname = current_database())
        and classid = $1::int and objid = $2::int`,
    SERVER_LOCK,
  );
  const [, pid, address = ''] = rows[0]?.name.split(' ') ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), address };
}

function sessionName(address: string): string {
  return `${NAME} ${process.pid} ${address}`.slice(0, LONGEST_NAME);
}
