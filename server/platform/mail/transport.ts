import { readFile } from 'node:fs/promises';
import { oneLine, wireAddress } from './address.ts';
import { drawHtml, drawText } from './draw.ts';
import { explainMailError, MailRefused, type MailFailure } from './failure.ts';
import type { MailMessage } from './message.ts';
import { isLoopback, type SmtpSettings } from './settings.ts';

/** A mail ready to go: the same id every time it is tried, so that who gets it twice can tell. */
export type OutgoingMail = Omit<MailMessage, 'secret'> & { id: string };
export type Handed = { ok: true } | { ok: false; failure: MailFailure };

export type MailTransport = {
  /** Hands one mail to the mail server. Faults of the server and the way to it are values. */
  send(mail: OutgoingMail): Promise<Handed>;
  close(): void;
};

export type TransportOptions = { /** Connections at most; one without a pool when 0. */ connections: number; /** Where people change what they are sent. */ settingsAddress?: string };

const wholeMilliseconds = 60_000;

/** Speaks SMTP. The library is loaded with the first mail: most centres start without one to send. */
export function createMailTransport(settings: SmtpSettings, options: TransportOptions): MailTransport {
  let opening: ReturnType<typeof open> | undefined;
  let closed = false;

  async function open() {
    const { createTransport } = await import('nodemailer');
    const authorities = settings.authorityFile === undefined ? undefined : await readAuthorities(settings.authorityFile);
    const shared = {
      host: settings.host,
      port: settings.port,
      secure: settings.secure,
      ...(settings.user === undefined ? {} : { auth: { user: settings.user, pass: settings.password ?? '' } }),
      // Whoever can listen between the centre and its mail server could read codes that sign people in.
      ...(settings.secure ? {} : settings.tls === 'required' || (settings.tls === 'auto' && !isLoopback(settings.host)) ? { requireTLS: true } : { ignoreTLS: true }),
      tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' as const, ...(authorities === undefined ? {} : { ca: authorities }) },
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      dnsTimeout: 10_000,
      // A12: no text of a message may ever be read as a file or an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    return options.connections === 0 ? createTransport(shared) : createTransport({ ...shared, pool: true as const, maxConnections: options.connections, maxMessages: 200 });
  }

  return {
    async send(mail) {
      try {
        const recipient = wireAddress(mail.to.address);
        if (recipient === undefined) throw new MailRefused({ code: 'recipient_unusable', permanent: true, detail: '' });
        opening ??= open();
        opening.catch(() => (opening = undefined));
        const transport = await opening;
        if (closed) transport.close();
        await within(wholeMilliseconds, transport.sendMail(compose(mail, recipient, settings, options)));
        return { ok: true };
      } catch (error) {
        return { ok: false, failure: explainMailError(error) };
      }
    },
    close() {
      closed = true;
      opening?.then((transport) => transport.close(), () => undefined);
    },
  };
}

/** The message in the library's words: only texts that were made here; never a path, an address to fetch, or a raw message. */
export function compose(mail: OutgoingMail, recipient: string, { from, replyTo }: Pick<SmtpSettings, 'from' | 'replyTo'>, { settingsAddress }: Pick<TransportOptions, 'settingsAddress'> = {}) {
  const repliesRead = replyTo !== undefined;
  const domain = from.address.slice(from.address.indexOf('@') + 1);
  const kind = mail.kind.toLowerCase().replace(/[^a-z0-9.]{1,100}/g, '-').slice(0, 60);
  const isNotice = mail.kind.startsWith('notice');
  return {
    messageId: `<${mail.id}@${domain}>`,
    from: { name: from.name, address: from.address },
    to: { name: oneLine(mail.to.name ?? '', 100), address: recipient },
    // Said apart from the headers, so that no header can name anybody else.
    envelope: { from: from.address, to: [recipient] },
    ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
    // Programs that filter mail distrust one without a subject.
    subject: oneLine(mail.subject, 200) || kind,
    text: drawText(mail, repliesRead),
    html: drawHtml(mail, repliesRead),
    textEncoding: 'base64' as const,
    xMailer: false as const,
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': mail.language,
      'List-Id': `<${kind}.${domain}>`,
      ...(isNotice && settingsAddress !== undefined ? { 'List-Unsubscribe': `<${settingsAddress}>` } : {}),
    },
  };
}

async function readAuthorities(file: string): Promise<string[]> {
  const { rootCertificates } = await import('node:tls');
  try {
    return [...rootCertificates, await readFile(file, 'utf8')];
  } catch (error) {
    throw new MailRefused({ code: 'authority_file', permanent: false, detail: error instanceof Error && 'code' in error ? String(error.code) : '' });
  }
}

/** The library has limits for each step; together they must end before the row's claim does. */
async function within<Value>(milliseconds: number, sending: Promise<Value>): Promise<Value> {
  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(() => deadline.reject(Object.assign(new Error('The mail server took too long'), { code: 'ETIMEDOUT' })), milliseconds);
  sending.catch(() => undefined);
  try {
    return await Promise.race([sending, deadline.promise]);
  } finally {
    clearTimeout(timer);
  }
}
