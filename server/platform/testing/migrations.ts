import { globSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Migrations } from '../database/migrate.ts';

/** Every module's migrations, by the names of their files. */
export async function findMigrations(root: string): Promise<Migrations> {
  const files = globSync('server/*/migrations/*.ts', { cwd: root });
  const entries = files.map(async (file) => [path.basename(file, '.ts'), await import(pathToFileURL(path.join(root, file)).href)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
