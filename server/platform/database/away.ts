const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', '57P01', '57P02', '57P03', '08000', '08003', '08006', '53300']);

/** True when an error says that the database cannot be reached now, rather than that something was wrong with the statement. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  const fromDatabase = 'severity' in error || 'syscall' in error;
  return (fromDatabase && awayCodes.has(code)) || /^(?:Connection terminated|timeout exceeded when trying to connect)/.test(error.message);
}
