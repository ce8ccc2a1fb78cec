import { readMailbox } from './address.ts';

/** How mail leaves the centre; undefined without SMTP_URL: then mails are caught. */
export type SmtpSettings = {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  user?: string;
  password?: string;
  tls: 'auto' | 'required' | 'off';
  /** File with certificates of authorities that are trusted besides the usual ones. */
  authorityFile?: string;
  from: { name: string; address: string };
  replyTo?: string;
};

export type MailConfiguration = { SMTP_URL?: string | undefined; MAIL_FROM?: string | undefined; MAIL_REPLY_TO?: string | undefined; SMTP_TLS: 'auto' | 'required' | 'off'; SMTP_TLS_CA?: string | undefined };

/** Reads smtp://user:password@host:587 or smtps://…; undefined for anything else. */
export function readSmtpAddress(text: string): Pick<SmtpSettings, 'host' | 'port' | 'secure' | 'user' | 'password'> | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if ((url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '' || url.search !== '' || url.hash !== '' || !/^\/?$/.test(url.pathname)) return undefined;
  const secure = url.protocol === 'smtps:';
  try {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? (secure ? 465 : 587) : Number(url.port), secure, ...(user === '' ? {} : { user, password }) };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** The settings for sending, undefined when mails are to be caught. */
export function smtpSettings(configuration: MailConfiguration): SmtpSettings | undefined {
  const { SMTP_URL, MAIL_FROM, MAIL_REPLY_TO, SMTP_TLS, SMTP_TLS_CA } = configuration;
  if (SMTP_URL === undefined) return undefined;
  const address = readSmtpAddress(SMTP_URL);
  const from = MAIL_FROM === undefined ? undefined : readMailbox(MAIL_FROM);
  if (address === undefined || from === undefined) return undefined;
  return { ...address, tls: SMTP_TLS, from, ...(SMTP_TLS_CA === undefined ? {} : { authorityFile: SMTP_TLS_CA }), ...(MAIL_REPLY_TO === undefined ? {} : { replyTo: MAIL_REPLY_TO }) };
}

/** True where nobody listens between the program and its mail server. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
