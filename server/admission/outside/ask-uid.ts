import type { UidReason } from '../../../common/contract/uid-service.ts';
import type { ProductParts } from '../../parts.ts';
import { canonicalEmail, mailboxOf, type Identity } from '../../people/index.ts';
import type { Outbound, OutboundAnswer } from '../../platform/outbound/index.ts';
import type { Secrets } from '../../platform/index.ts';
import type { Applicant, AskingWork, UidAnswer, UidCheck } from '../ports.ts';
import { readUid } from '../rules/checks/uid.ts';
import { readUidAnswer, type Reading } from '../rules/uid-answer.ts';
import { fillAddress, fillField, needsEmail } from '../rules/uid-request.ts';
import { takeJoinUse } from './limits.ts';
import { findUidService, type KeptUidService } from './store/uid-services.ts';

/** Of somebody with many addresses, so many are asked about. */
const mostEmails = 3;
const mostBytes = 64 * 1024;

/** What came of asking, for who sets it up. Never what the product answered. */
export type Asked = Reading & { status?: number; json?: unknown };

/** Whether a product knows a UID and whose it is, with what it is asked kept to this person's own proven addresses. [002] */
export function createUidCheck(parts: Pick<ProductParts, 'outbound'>): UidCheck {
  return {
    async ask(work, { product, uid: typed, applicant }) {
      const at = work.now.toISOString();
      const uid = readUid(typed);
      if (uid === undefined) return { outcome: 'malformed', at };
      if (provedBefore(applicant, product, uid)) return { outcome: 'proven', how: 'account', at };
      if (await askedTooOften(work, product, uid, applicant)) return { outcome: 'could_not_ask', at };
      const service = await findUidService(work.db, product);
      if (service === undefined || !service.settings.enabled) return { outcome: 'could_not_ask', at };
      const { answer } = await askService(parts.outbound, work.secrets, service, uid, provenEmails(applicant.identities));
      return toAnswer(answer, service, at);
    },
  };
}

function toAnswer(outcome: UidAnswer['outcome'], { settings }: KeptUidService, at: string): UidAnswer {
  return outcome === 'proven' ? { outcome, how: settings.mode === 'match' ? 'match' : 'email', at } : { outcome, at };
}

/** An account of the product that was proven before, by signing in there or by an earlier answer. */
function provedBefore({ identities }: Applicant, product: string, uid: string): boolean {
  return identities.some((one) => one.kind === 'product_uid' && one.issuer === product && one.provenAt !== undefined && (readUid(one.canonical) ?? one.canonical) === uid);
}

/** Too often leads to a moderator and never to a refusal: nobody can shut somebody else out by asking about their number. */
async function askedTooOften(work: AskingWork, product: string, uid: string, { personId }: Applicant): Promise<boolean> {
  const waits = [await takeJoinUse(work, 'uid', JSON.stringify([product, uid])), await takeJoinUse(work, 'uid_person', personId), work.network === undefined ? 0 : await takeJoinUse(work, 'uid_network', work.network)];
  return waits.some((seconds) => seconds > 0);
}

/** The addresses that a person has proven, as they wrote them. */
export function provenEmails(identities: readonly Pick<Identity, 'kind' | 'typed' | 'provenAt'>[]): string[] {
  return identities.filter(({ kind, provenAt }) => kind === 'email' && provenAt !== undefined).map(({ typed }) => (mailboxOf(typed) ?? typed).toLowerCase()).slice(0, mostEmails);
}

/** Asks the service of a product; about each address until one matches, where the product compares. */
export async function askService(outbound: Outbound, secrets: Secrets, service: KeptUidService, uid: string, emails: readonly string[]): Promise<Asked> {
  const { settings } = service;
  const headers = headersOf(secrets, service);
  if (headers === undefined) return { answer: 'could_not_ask', reason: 'secret_lost' };
  const comparing = needsEmail(settings);
  if (comparing && emails.length === 0) return { answer: 'could_not_ask', reason: 'no_email' };
  const deadline = performance.now() + settings.timeoutSeconds * 1000;
  const canonical = emails.map((email) => canonicalEmail(email));
  let last: Asked = { answer: 'could_not_ask', reason: 'no_email' };
  for (const email of comparing ? emails : ['']) {
    const left = Math.floor(deadline - performance.now());
    if (left <= 0) return { answer: 'could_not_ask', reason: 'too_slow' };
    last = await askOnce(outbound, service, headers, { uid, email }, left, canonical);
    if (last.answer !== 'exists') return last;
  }
  return last;
}

async function askOnce(outbound: Outbound, { settings }: KeptUidService, headers: Record<string, string>, filling: { uid: string; email: string }, timeoutMilliseconds: number, emails: readonly string[]): Promise<Asked> {
  const address = fillAddress(settings.url, filling);
  if (address === undefined) return { answer: 'could_not_ask', reason: 'address_broken' };
  const body = settings.method === 'POST' ? { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(settings.body.map(({ name, value }) => [name, fillField(value, filling)]))) } : { headers };
  const reply = await outbound.fetchOutside(address, { method: settings.method, ...body, timeoutMilliseconds, maximumBytes: mostBytes, redirects: 0 });
  if (!reply.ok) return { answer: 'could_not_ask', reason: refusalReason(reply) };
  const parsed = readJson(reply.body);
  const reading = readUidAnswer(settings, { status: reply.status, ...parsed }, emails, canonicalEmail);
  return { ...reading, status: reply.status, json: parsed.json };
}

/** Open headers and secret ones; undefined when a secret was sealed with another key of the centre: then nothing is asked (F5). */
function headersOf(secrets: Secrets, { settings, sealedHeaders }: KeptUidService): Record<string, string> | undefined {
  const opened = openHeaders(secrets, sealedHeaders);
  if (opened === undefined) return undefined;
  return { accept: 'application/json', ...Object.fromEntries([...settings.headers, ...opened].map(({ name, value }) => [name, value])) };
}

export type SecretHeader = { name: string; value: string };

export function sealHeaders(secrets: Secrets, headers: readonly SecretHeader[]): string {
  return secrets.seal('admission.uid_headers', JSON.stringify(headers));
}

export function openHeaders(secrets: Secrets, sealed: string): SecretHeader[] | undefined {
  const text = secrets.open('admission.uid_headers', sealed);
  return text === undefined ? undefined : (JSON.parse(text) as SecretHeader[]);
}

function refusalReason(reply: Extract<OutboundAnswer, { ok: false }>): UidReason {
  switch (reply.reason) {
    case 'too_slow':
    case 'too_large':
    case 'host_unknown':
    case 'unreachable':
      return reply.reason;
    case 'address_unreadable':
      return 'address_broken';
    case 'redirect_forbidden':
    case 'too_many_redirects':
      return 'redirected';
    case 'encoding_unexpected':
      return 'not_json';
    default:
      return 'not_allowed';
  }
}

function readJson(body: Uint8Array): { json: unknown; isJson: boolean } {
  try {
    return { json: JSON.parse(new TextDecoder().decode(body)) as unknown, isJson: true };
  } catch {
    // An error page, or a proxy's: said as such to who sets it up.
    return { json: undefined, isJson: false };
  }
}
