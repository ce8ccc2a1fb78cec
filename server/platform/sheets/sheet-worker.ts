/** The thread that reads one sheet and ends: everything that it needs comes with it, and the table goes back. */
import { parentPort, workerData } from 'node:worker_threads';
import { parseSheet } from './parse-sheet.ts';

const { bytes, limit } = workerData as { bytes: Uint8Array; limit: number };
parentPort?.postMessage(await parseSheet(bytes, limit), []);
