import { readDatabaseAddress } from './database-address.ts';
import type { DatabaseAddress } from './database-address.ts';
import { StartProblem } from './problem.ts';

const UNREACHABLE = new Set([
  'ENOTFOUND', 'EAI_AGAIN', 'EAI_NONAME', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENOENT', 'EACCES', 'EPIPE',
  '57P01', '57P02', '57P03', '08000', '08001', '08003', '08006',
]);
const UNREACHABLE_MESSAGES = /timeout expired|connection timeout|Connection terminated/;
const PASSWORD_MESSAGES = /client password must be a (non-empty )?string|no password supplied/i;
const ENCRYPTION_MESSAGES = /does not support SSL|SSL connection/;
const CERTIFICATE_CODES = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/**
 * The problem behind an error that connecting to, or first using, the database at `url` gave.
 * Undefined when the error says nothing that the operator could cure: then it is a fault and stays one.
 */
export function classifyDatabaseError(error: unknown, url: string): StartProblem | undefined {
  if (error instanceof StartProblem) return error;
  const address = readDatabaseAddress(url);
  if (!address) return new StartProblem('database_url_invalid', {}, { cause: withoutSecrets(error) });
  const { host, port, user, database } = address;
  const { code, message } = codeAndMessage(error);
  if (code === '28P01' || PASSWORD_MESSAGES.test(message)) return new StartProblem('database_password_wrong', { host, port, user });
  if (CERTIFICATE_CODES.test(code) || ENCRYPTION_MESSAGES.test(message)) return encryptionProblem(address, code || message);
  if (code === '28000') return new StartProblem('database_refused', { host, port, user });
  if (code === '3D000') return new StartProblem('database_missing', { host, port, database });
  if (code === '42501') return new StartProblem('database_forbidden', { user, database });
  if (code === '53300') return new StartProblem('database_full', { host, port });
  if (code === '53100') return new StartProblem('disk_full', { folder: `${host}:${port}` });
  if (code === '25006') return new StartProblem('database_read_only', { host, port });
  if (UNREACHABLE.has(code) || UNREACHABLE_MESSAGES.test(message)) return new StartProblem('database_unreachable', { host, port });
  return undefined;
}

function encryptionProblem({ host, port }: DatabaseAddress, reason: string): StartProblem {
  return new StartProblem('database_encrypted', { host, port, reason });
}

function codeAndMessage(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error.message };
}

/** Parsers quote the address they were given, password and all; only the kind of the error is kept. */
function withoutSecrets(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
