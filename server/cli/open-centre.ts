import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language } from '../../common/contract/text.ts';
import { replayCommands } from '../admission/index.ts';
import { createCentreOperations, createCentreReader } from '../centre/index.ts';
import { centreTimeZone } from '../centre-time.ts';
import { createFleetDoor } from '../groups/index.ts';
import { groupsPorts } from '../groups-ports.ts';
import { createOperatorCommands } from '../people/index.ts';
import { canSignInWith } from '../sign-in/index.ts';
import { upkeepCommands } from '../upkeep/index.ts';
import { subscribersOf } from '../news.ts';
import type { Configuration } from '../platform/config/schema.ts';
import { callerFor, newId, systemClock, type Caller, type Ground, type Log } from '../platform/index.ts';
import { createRateLimiter } from '../platform/operations/rate-limit.ts';
import { postMail } from '../platform/mail/index.ts';
import { createOutbound } from '../platform/outbound/index.ts';
import { createSecrets, readSecretKey } from '../platform/secrets/index.ts';
import { createSmsGateway } from '../platform/sms/index.ts';
import { checkGivenDatabase, startBundledPostgres } from '../platform/postgres/index.ts';
import { openMigrated } from '../start/database.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export type OpenCentre = { ops: Caller<ReturnType<typeof createCentreOperations> & ReturnType<typeof createOperatorCommands> & typeof replayCommands & typeof upkeepCommands>; close(): Promise<void> };

/** The data folder of `npm start`, from wherever the command is called. */
export function dataFolder({ DATA_DIR }: Pick<Configuration, 'DATA_DIR'>): string {
  return path.resolve(root, DATA_DIR);
}

/**
 * The same operations as the console's, by the command line of this machine: the given database, or the bundled one, which is
 * joined when a server has it running and otherwise runs as long as the command. Throws a StartProblem.
 */
export async function openCentre(configuration: Configuration, language: Language, log: Log): Promise<OpenCentre> {
  const { database, close } = await openData(configuration, log);
  const reader = createCentreReader(database, log, undefined, createFleetDoor(groupsPorts.waiting));
  const ground: Ground = { database, timeZone: () => centreTimeZone(reader), clock: systemClock, log, rateLimiter: createRateLimiter(), subscribersOf, wakeRelay: () => undefined, secrets: createSecrets(await readSecretKey({ ...configuration, DATA_DIR: dataFolder(configuration) })), postMail: async (db, message, now) => void (await postMail(db, message, now)), enqueueJob: refuseJob };
  const sms = createSmsGateway(configuration, { outbound: createOutbound({ log }), log });
  const canSignIn = canSignInWith({ configuration, ...(sms === undefined ? {} : { sms }) });
  const operations = { ...createCentreOperations({ reader }), ...createOperatorCommands({ canSignIn }), ...replayCommands, ...upkeepCommands };
  const publicAddress = configuration.PUBLIC_URL ?? `http://localhost:${configuration.PORT}`;
  return { ops: callerFor(ground, operations, { actor: { kind: 'system', name: 'command line' }, language, requestId: newId(), publicAddress }), close };
}

async function openData(configuration: Configuration, log: Log): Promise<{ database: Ground['database']; close(): Promise<void> }> {
  const small = { ...configuration, DATABASE_CONNECTIONS: 2 };
  const given = configuration.DATABASE_URL;
  if (given !== undefined) return openMigrated(await checkGivenDatabase(given), small, log, given);
  const bundled = await startBundledPostgres({ dataFolder: dataFolder(configuration), log });
  try {
    const { database, close } = await openMigrated(bundled.connection, small, log, undefined);
    return {
      database,
      close: async () => {
        await close();
        await bundled.stop();
      },
    };
  } catch (error) {
    await bundled.stop();
    throw error;
  }
}

/** Jobs belong to a running server; nothing that the command line does needs one yet. */
async function refuseJob(): Promise<void> {
  throw new Error('The command line runs no jobs');
}
