import { rmSync } from 'node:fs';
import * as path from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrations } from '../../migrations.ts';
import { withDatabase, type ConnectionSettings } from '../database/connection.ts';
import { openDatabase } from '../database/open.ts';
import { migrate } from '../database/migrate.ts';
import { createLog, silentLog } from '../log.ts';
import { checkGivenDatabase, startBundledPostgres, type BundledPostgres } from '../postgres/index.ts';
import { explainStartProblem, StartProblem } from '../start-problem/index.ts';
import type { TestDatabases } from './database.ts';
import { dropLeftovers, openTestRun } from './run.ts';

/**
 * Before all tests: a PostgreSQL (the bundled one in `.data/test`, or the server of TEST_DATABASE_URL), and on it a template database with every
 * table. Several runs may share the server at the same time; each clears away what ended runs left behind.
 */
export default async function setUpDatabases(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer(path.join(project.config.root, '.data', 'test')).catch(inWords);
  const run = await openTestRun(server.administration);
  await dropLeftovers(run);
  const template = `${run.prefix}template`;
  await run.administrator.query(`create database "${template}"`);
  await migrateTemplate(withDatabase(server.connection, template));
  const databases: TestDatabases = { administration: server.administration, connection: server.connection, prefix: run.prefix };
  project.provide('database', databases);
  return async () => {
    await run.administrator.end();
    await server.leave();
  };
}

interface TestServer {
  administration: ConnectionSettings;
  connection: ConnectionSettings;
  leave(): Promise<unknown>;
}

async function openServer(dataFolder: string): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) {
    const connection = await checkGivenDatabase(given);
    return { administration: connection, connection, leave: async () => undefined };
  }
  const { connection, stop } = await startThrowaway(dataFolder);
  return { administration: withDatabase(connection, 'postgres'), connection, leave: stop };
}

/** It runs without fsync: data that a crash of the machine spoilt, or another major version left, is made anew. */
async function startThrowaway(dataFolder: string): Promise<BundledPostgres> {
  const options = { dataFolder, log: createLog('error', (line) => process.stderr.write(`${line}\n`)), volatile: true };
  try {
    return await startBundledPostgres(options);
  } catch (error) {
    if (!(error instanceof StartProblem) || !['postgres_failed', 'data_other_major', 'folder_unusable'].includes(error.code)) throw error;
    rmSync(dataFolder, { recursive: true, force: true });
    return startBundledPostgres(options);
  }
}

async function migrateTemplate(connection: ConnectionSettings): Promise<void> {
  const { database, close } = openDatabase(connection, silentLog, 1);
  try {
    const outcome = await migrate(database, migrations);
    if (!outcome.ok) throw new Error(`The test database cannot be migrated: ${outcome.reason}`);
  } finally {
    await close();
  }
}

function inWords(error: unknown): never {
  throw error instanceof StartProblem ? new Error(explainStartProblem(error, 'en'), { cause: error }) : error;
}
