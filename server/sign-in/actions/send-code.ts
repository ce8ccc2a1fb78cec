import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { signInMailMessages } from '../../../common/locales/sign-in-mail/index.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { accountOf, findOwner, findPerson, mailboxOf } from '../../people/index.ts';
import { newId, newSecret, refuse, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import type { CodePurpose } from '../schema.ts';
import { insertCode, lockAddress, sentSince, type SentTo } from '../store/codes.ts';
import { languageIn } from './enter.ts';

export const codeMinutes = 10;
/** No longer than the code: what is sent by another way counts for ten minutes at most (ASVS 5.0, 6.5.5). */
export const linkMinutes = 10;

/** To one address, so many codes in so much time, whoever asks: nobody's mailbox is flooded, and guesses stay few (D4). */
const sendLimits = [{ count: 6, seconds: 900 }, { count: 20, seconds: 86_400 }] as const;

/** The address as it is compared, or what is wrong with it. */
export function readAddress({ kind, address }: { kind: SentTo['kind']; address: string }): Outcome<SentTo> {
  const read = accountOf(kind, address);
  if (!read.ok) return refuse('invalid_input', { fields: [{ path: 'address', code: read.code }] });
  return { ok: true, value: { kind, typed: read.account.typed, canonical: read.account.canonical } };
}

/** Looking somebody up is over after so many milliseconds, found or not. */
const lookMilliseconds = 25;

/** Who will read what is sent: their language, and whether they may still come in. */
export type Reader = { language: Work['language']; disabled: boolean };

/**
 * Learns who has an address, before the transaction. Whoever is found costs a little more than nobody; it always takes the same time, so that
 * the answer tells nothing (D8), and the transaction afterwards does the same for everybody.
 */
export async function learnReader(work: Work, input: { kind: SentTo['kind']; address: string }): Promise<Reader> {
  const [reader] = await Promise.all([readerOf(work, input), pause(lookMilliseconds)]);
  return reader;
}

async function readerOf(work: Work, input: { kind: SentTo['kind']; address: string }): Promise<Reader> {
  const sentTo = readAddress(input);
  const owner = sentTo.ok ? await findOwner(work.db, { ...sentTo.value, issuer: '' }) : undefined;
  const person = owner === undefined ? undefined : await findPerson(work.db, owner.personId);
  return { language: languageIn(work, person?.language), disabled: owner?.disabled === true };
}

type Sending = { purpose: CodePurpose; sentTo: SentTo; personId: string | undefined; returnTo: string; reader: Reader };

/**
 * Sends six digits, and by e-mail a link too, and answers the secret of the browser that may enter the digits. The same is done for every
 * address, whether anybody has it or not (D8).
 */
export async function sendCode(work: Work, { purpose, sentTo, personId, returnTo, reader: { language, disabled } }: Sending): Promise<Outcome<{ token: string }>> {
  await lockAddress(work.db, sentTo);
  const seconds = await secondsToWait(work, sentTo);
  if (seconds > 0) return refuse('too_many_requests', { parameters: { seconds } });
  const [id, token, link] = [newId(work.now), newSecret(), newSecret()];
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const withLink = purpose === 'sign_in' && sentTo.kind === 'email';
  await insertCode(work.db, {
    ...sentTo, id, purpose, personId, returnTo, now: work.now,
    browserHash: secretHash(token),
    codeHash: codeHash(work, id, code),
    linkHash: withLink ? secretHash(link) : undefined,
    codeUntil: new Date(work.now.getTime() + codeMinutes * 60_000),
    linkUntil: new Date(work.now.getTime() + (withLink ? linkMinutes : codeMinutes) * 60_000),
  });
  const t = translator(signInMailMessages, language);
  const host = new URL(work.publicAddress).host;
  if (sentTo.kind === 'phone') {
    await work.enqueue('sendSms', { sealed: work.secrets.seal('sms', JSON.stringify({ to: sentTo.canonical, ...(disabled ? { text: t('sms_disabled', { host }) } : { text: t('sms_code', { code, host, minutes: codeMinutes }), code }) })) });
    return { ok: true, value: { token } };
  }
  const to = { address: mailboxOf(sentTo.typed) ?? sentTo.typed };
  if (disabled) {
    await work.sendMail({ kind: 'sign_in.code', to, language, subject: t('disabled_subject', { host }), text: t('disabled_text', { host }), secret: true });
    return { ok: true, value: { token } };
  }
  if (!withLink) {
    await work.sendMail({ kind: 'sign_in.code', to, language, subject: t('prove_subject', { host }), text: t('prove_text', { code, minutes: codeMinutes }), secret: true });
    return { ok: true, value: { token } };
  }
  const address = `${work.publicAddress}/sign-in/link?token=${link}`;
  const text = t('sign_in_text', { code, minutes: codeMinutes, linkMinutes, address });
  await work.sendMail({ kind: 'sign_in.link', to, language, subject: t('sign_in_subject', { host }), text, button: { label: t('sign_in_button'), address }, secret: true });
  return { ok: true, value: { token } };
}

/** What is kept of a code: worthless without the centre's key, and for one row only. */
export function codeHash(work: Pick<Work, 'secrets'>, id: string, code: string): string {
  return work.secrets.keyedHash('sign_in.code', `${id}:${code}`);
}

async function secondsToWait(work: Work, sentTo: SentTo): Promise<number> {
  const longest = Math.max(...sendLimits.map(({ seconds }) => seconds));
  const sent = await sentSince(work.db, sentTo, new Date(work.now.getTime() - longest * 1000));
  const waits = sendLimits.map(({ count, seconds }) => {
    const within = sent.filter((at) => work.now.getTime() - at.getTime() < seconds * 1000);
    const freed = within.at(-count);
    return freed === undefined ? 0 : Math.ceil((freed.getTime() + seconds * 1000 - work.now.getTime()) / 1000);
  });
  return Math.max(...waits);
}
