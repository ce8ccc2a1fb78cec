import { errorText } from '../log.ts';

/** Why a mail could not be handed over; each has a sentence and a cure in common/locales/mail. */
export const mailFailureCodes = [
  'host_unknown', 'unreachable', 'too_slow', 'certificate_untrusted', 'tls_missing', 'tls_failed', 'credentials_wrong', 'credentials_missing',
  'sender_refused', 'recipient_refused', 'recipient_unusable', 'content_refused', 'too_large', 'server_busy', 'authority_file', 'unexpected',
] as const;
export type MailFailureCode = (typeof mailFailureCodes)[number];

/** `permanent`: trying this mail again cannot help. `detail`: the server's own words, cleaned, for those who know them. */
export type MailFailure = { code: MailFailureCode; permanent: boolean; detail: string };

/** A failure that we know before asking a server. */
export class MailRefused extends Error {
  readonly failure: MailFailure;
  constructor(failure: MailFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

const certificateCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_UNTRUSTED', 'CERT_REVOKED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH',
]);

type Known = { code?: unknown; command?: unknown; responseCode?: unknown; response?: unknown; cause?: unknown; message?: unknown };

/** Tells from what the mail library throws what went wrong. */
export function explainMailError(error: unknown): MailFailure {
  if (error instanceof MailRefused) return error.failure;
  const known: Known = typeof error === 'object' && error !== null ? error : {};
  const status = typeof known.responseCode === 'number' ? known.responseCode : undefined;
  const detail = typeof known.response === 'string' ? errorText(known.response).slice(0, 300) : errorText(error).slice(0, 300);
  const { code, permanent } = classify(known, status, `${String(known.message)} ${inner(known)}`);
  return { code, permanent, detail };
}

function inner({ cause }: Known): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

function classify(known: Known, status: number | undefined, words: string): { code: MailFailureCode; permanent: boolean } {
  const code = String(known.code);
  const command = String(known.command ?? '');
  if (certificateCodes.has(code) || [...certificateCodes].some((name) => words.includes(name)) || /certificate|altnames/i.test(words)) return { code: 'certificate_untrusted', permanent: false };
  if (code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(`${code} ${words}`)) return { code: 'host_unknown', permanent: false };
  if (code === 'EAUTH' || status === 535 || status === 534) return { code: 'credentials_wrong', permanent: false };
  if (status === 530) return { code: /starttls|tls/i.test(words) ? 'tls_missing' : 'credentials_missing', permanent: false };
  if (status === 552 || status === 523) return { code: 'too_large', permanent: true };
  if (status === 421 || (status !== undefined && status >= 400 && status < 500)) return { code: 'server_busy', permanent: false };
  if (code === 'ETLS' || code === 'EREQUIRETLS') return { code: /not support|upgrad|STARTTLS/i.test(words) ? 'tls_missing' : 'tls_failed', permanent: false };
  if (command === 'MAIL FROM' || command === 'MAIL') return { code: 'sender_refused', permanent: false };
  if (command === 'RCPT TO' || command === 'RCPT') return { code: 'recipient_refused', permanent: true };
  if (command === 'DATA' || code === 'EMESSAGE') return { code: 'content_refused', permanent: true };
  if (code === 'ETIMEDOUT' || /timeout|ETIMEDOUT/i.test(words)) return { code: 'too_slow', permanent: false };
  if (/ssl|tls|wrong version/i.test(words)) return { code: 'tls_failed', permanent: false };
  if (['ESOCKET', 'ECONNECTION', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET', 'EPROTOCOL'].includes(code)) return { code: 'unreachable', permanent: false };
  return { code: 'unexpected', permanent: false };
}
