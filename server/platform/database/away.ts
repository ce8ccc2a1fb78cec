import type { Refusal } from '../outcome/refusal.ts';

// EAGAIN: as many connections wait at the socket of a server that hangs as there is room for.
const awayCodes = new Set(['EAGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', '57P01', '57P02', '57P03', '08000', '08003', '08006', '53300']);
/** What the driver says when a connection ends under a statement, or ended before the one that undoes the rest. */
const awayWords = /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/** True when an error says that the database cannot be reached now, rather than that something was wrong with the statement. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const fromDatabase = 'severity' in error || 'syscall' in error;
  return (fromDatabase && awayCodes.has(codeOf(error))) || awayWords.test(error.message);
}

/** The database went away while it was committing: what was written may be there or not. */
export class CommitUnknown extends Error {
  constructor(cause: unknown) {
    super('The database went away during the commit', { cause });
  }
}

/** No room, not the time, or in each other's way: nothing was written, and the same may go well later. */
const passing: Readonly<Record<string, Refusal['code']>> = { '53100': 'disk_full', '57014': 'busy', '55P03': 'busy', '40001': 'busy', '40P01': 'busy', '53200': 'busy' };

/** What a caller is told about a state of the database that passes; undefined for a fault. */
export function refusalOf(error: unknown): Refusal | undefined {
  const code = error instanceof CommitUnknown ? 'commit_unknown' : isDatabaseAway(error) ? 'unavailable' : error instanceof Error && 'severity' in error ? passing[codeOf(error)] : undefined;
  return code === undefined ? undefined : { code, parameters: { seconds: 5 } };
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
