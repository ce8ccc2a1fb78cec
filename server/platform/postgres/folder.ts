import * as fs from 'node:fs';
import * as path from 'node:path';
import { errorCode } from './error-code.ts';
import { StartProblem } from '../start-problem/index.ts';

/** Where the parts of a bundled PostgreSQL are. */
export interface ClusterPlace {
  /** Holds everything below; reachable by the identity that runs PostgreSQL. */
  base: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  log: string;
}

export const CLUSTER_NAME = 'postgres';

/** The parts of the cluster inside `base`. */
export function placeIn(base: string): ClusterPlace {
  return { base, cluster: path.join(base, CLUSTER_NAME), log: path.join(base, 'postgres.log') };
}

/** Makes the data folder when it is missing and gives its real path. Throws a StartProblem when it cannot be used. */
export function openDataFolder(dataFolder: string): string {
  const folder = path.resolve(dataFolder);
  try {
    makeFolder(folder);
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
    return fs.realpathSync(folder);
  } catch (error) {
    throw folderProblem(error, folder) ?? error;
  }
}

/** Level by level from the nearest that is there: making them all in one call never returns where the parent takes none, as in /proc. */
function makeFolder(folder: string): void {
  // A file there says so itself, as EEXIST, when a folder is made in its place.
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(path.dirname(folder));
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Somebody else made it meanwhile.
    if (errorCode(error) !== 'EEXIST' || !fs.statSync(folder).isDirectory()) throw error;
  }
}

/** The start problem behind a failed file operation in `folder`, if it is one. */
export function folderProblem(error: unknown, folder: string): StartProblem | undefined {
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartProblem('folder_forbidden', { folder }, { cause: error });
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartProblem('disk_full', { folder }, { cause: error });
    case 'EEXIST':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
    case 'ENAMETOOLONG':
      return new StartProblem('folder_unusable', { folder }, { cause: error });
    default:
      return undefined;
  }
}
