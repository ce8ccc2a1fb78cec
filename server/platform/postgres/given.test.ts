import { createServer, type AddressInfo } from 'node:net';
import { expect, inject, test } from 'vitest';
import { withDatabase, type ConnectionSettings } from '../database/connection.ts';
import { freshDatabase } from '../testing/database.ts';
import { checkGivenDatabase, judgeDatabase } from './given.ts';

const address = { host: 'db.example', port: 5432, user: 'anna', database: 'centre' };
const good = { version: 150_000, words: '15.0', encoding: 'UTF8', replica: false };

/** A DATABASE_URL for settings by parts, whose host is a socket folder. */
function asUrl(settings: ConnectionSettings): string {
  if ('connectionString' in settings) return settings.connectionString;
  return `postgres:///${settings.database}?host=${encodeURIComponent(settings.host)}&user=${settings.user}`;
}

test('a database that answers, is new enough and writable is taken', async () => {
  const url = asUrl(await freshDatabase());
  await expect(checkGivenDatabase(url)).resolves.toEqual({ connectionString: url });
});

test('a database that does not exist is named', async () => {
  const url = asUrl(withDatabase(inject('database').connection, 'nowhere'));
  await expect(checkGivenDatabase(url)).rejects.toMatchObject({ code: 'database_missing', parameters: { database: 'nowhere' } });
});

test('a port where nothing listens is unreachable', async () => {
  const placeholder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => placeholder.once('listening', resolve));
  const { port } = placeholder.address() as AddressInfo;
  await new Promise((resolve) => placeholder.close(resolve));
  await expect(checkGivenDatabase(`postgres://anna:s3cret@127.0.0.1:${port}/centre`)).rejects.toMatchObject({ code: 'database_unreachable', parameters: { host: '127.0.0.1', port } });
});

test('a port where something else than PostgreSQL listens is unreachable', async () => {
  const other = createServer((connection) => connection.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(checkGivenDatabase(`postgres://anna:s3cret@127.0.0.1:${port}/centre`)).rejects.toMatchObject({ code: 'database_unreachable' });
  await new Promise((resolve) => other.close(resolve));
});

test.each([
  [{}, undefined],
  [{ version: 140_013, words: '14.13' }, 'database_too_old'],
  [{ encoding: 'SQL_ASCII' }, 'database_encoding'],
  [{ replica: true }, 'database_read_only'],
])('a database of which %o is true is judged %s', (change, code) => {
  expect(judgeDatabase({ ...good, ...change }, address)?.code).toBe(code);
});
