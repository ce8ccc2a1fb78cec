import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * The number of this release; it grows by one with each. A database remembers with which release each of its changes came, so that
 * the program of the release before knows whether it can still serve it (docs/upgrade.md).
 */
export const release = 1;

/** The version in words, as in package.json. */
export const programVersion: string = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).version;
