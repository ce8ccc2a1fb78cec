import { Worker } from 'node:worker_threads';
import { importLineLimit } from '../../../common/contract/imports.ts';
import { createSlots } from '../events/slots.ts';
import { refuse, type Outcome } from '../outcome/refusal.ts';
import type { Sheet } from './parse-sheet.ts';

/** Two at once are as many as a small machine has cores for; whoever comes third waits. */
const slots = createSlots(2);
/** What a file may take. */
export type Allowance = { milliseconds: number; megabytes: number };
/** A full sheet of ten thousand lines takes a few seconds and a quarter of this memory on a slow machine. */
const usual: Allowance = { milliseconds: 20_000, megabytes: 256 };

/**
 * Reads a CSV or XLSX file of at most `limit` lines in a thread of its own: seconds of work hold up nobody else, and a file that is made to
 * take all memory or time takes down no more than that thread. Refused with what is wrong and how to mend it.
 */
export function readSheet(bytes: Uint8Array, limit: number = importLineLimit, allowance: Allowance = usual): Promise<Outcome<Sheet>> {
  return slots.use(() => readApart(bytes, limit, allowance));
}

function readApart(bytes: Uint8Array, limit: number, { milliseconds, megabytes }: Allowance): Promise<Outcome<Sheet>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./sheet-worker.ts', import.meta.url), { workerData: { bytes, limit }, resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 2 }, env: {}, execArgv: [], stdin: false });
    const tooMuch = () => resolve(refuse('invalid_input', { fields: [{ path: 'file', code: 'sheet_too_large' }] }));
    const timer = setTimeout(() => {
      tooMuch();
      void worker.terminate();
    }, milliseconds);
    worker.once('message', (read: Outcome<Sheet>) => resolve(read));
    worker.once('error', (error: unknown) => (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : reject(error)));
    worker.once('exit', (code) => {
      clearTimeout(timer);
      // Settled before by an answer, an error or the clock; a thread that ends without any of them has failed.
      reject(new Error(`The thread that reads sheets ended with ${code}`));
    });
  });
}
