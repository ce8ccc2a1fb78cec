import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type Received = { from: string; to: string[]; raw: string; secure: boolean; user: string | undefined };
export type MailServer = { port: number; received: Received[]; /** Every RCPT TO as its bytes came: the library shows addresses in another spelling. */ named: string[]; connections: number; /** What the server says instead of taking the next mail. */ refuse: { at: 'mail' | 'rcpt' | 'data'; status: number; words: string } | undefined; close(): Promise<void> };

/** A mail server on this machine, with the library's own self-signed certificate. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const state: MailServer = { port: 0, received: [], named: [], connections: 0, refuse: undefined, close: async () => undefined };
  const refusal = (at: 'mail' | 'rcpt' | 'data') => {
    const { refuse } = state;
    return refuse?.at === at ? Object.assign(new Error(refuse.words), { responseCode: refuse.status }) : undefined;
  };
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onConnect(_session, done) {
      state.connections += 1;
      done();
    },
    onMailFrom: (_address, _session, done) => done(refusal('mail')),
    onRcptTo: (_address, _session, done) => done(refusal('rcpt')),
    onAuth: ({ username, password }, _session, done) => (password === 'right' ? done(null, { user: username }) : done(new Error('Invalid username or password'))),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refused = refusal('data');
        if (refused === undefined) {
          const { mailFrom, rcptTo } = session.envelope;
          state.received.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString('utf8'), secure: session.secure, user: typeof session.user === 'string' ? session.user : undefined });
        }
        done(refused);
      });
    },
    ...options,
  });
  // A client that goes away in the middle of TLS is what some tests are about.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => socket.on('data', (chunk: Buffer) => state.named.push(...[...chunk.toString('latin1').matchAll(/^RCPT TO:<(.{0,400})>/gim)].map(([, address = '']) => address))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.port = (server.server.address() as AddressInfo).port;
  state.close = () => new Promise((resolve) => server.close(() => resolve()));
  return state;
}

/** Headers of a raw message, unfolded, in their order. */
export function headersOf(raw: string): [name: string, value: string][] {
  const [head = ''] = raw.split('\r\n\r\n');
  return head.replace(/\r\n[ \t]/g, ' ').split('\r\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
}
