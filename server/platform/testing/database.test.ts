import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { poolConfig, type ConnectionSettings } from '../database/connection.ts';
import { freshDatabase } from './database.ts';
import { dropLeftovers, openTestRun } from './run.ts';

async function ask<Row extends object>(connection: ConnectionSettings, text: string): Promise<Row[]> {
  const client = new Client(poolConfig(connection));
  await client.connect();
  const { rows } = await client.query<Row>(text);
  await client.end();
  return rows;
}

test('two fresh databases share nothing but their tables', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  await ask(one, 'create table only_here (number int)');
  const [there] = await ask<{ found: string | null }>(other, "select to_regclass('only_here')::text as found");
  const [migrated] = await ask<{ found: string | null }>(other, "select to_regclass('event')::text as found");
  expect({ there: there?.found, migrated: migrated?.found }).toEqual({ there: null, migrated: 'event' });
});

test('the databases of a run that ended are dropped, those of a live run stay', async () => {
  const { administration } = inject('database');
  const [ended, alive, cleaner] = await Promise.all([openTestRun(administration), openTestRun(administration), openTestRun(administration)]);
  const names = [`${ended.prefix}case`, `${alive.prefix}case`];
  for (const name of names) await cleaner.administrator.query(`create database "${name}"`);
  await ended.administrator.end();
  const tidyUp = async () => {
    await dropLeftovers(cleaner);
    return present(administration, names);
  };
  await expect.poll(tidyUp).toEqual([names[1]]);
  await cleaner.administrator.query(`drop database "${names[1]}"`);
  await alive.administrator.end();
  await cleaner.administrator.end();
});

async function present(administration: ConnectionSettings, names: string[]): Promise<string[]> {
  const rows = await ask<{ name: string }>(administration, 'select datname as name from pg_database');
  return names.filter((name) => rows.some((row) => row.name === name));
}
