import { translator } from '../../../common/i18n/messages.ts';
import { certificateMailMessages } from '../../../common/locales/certificate-mail/index.ts';
import { findPerson, identitiesOf, mailboxOf } from '../../people/index.ts';
import type { Database } from '../../platform/index.ts';
import { postMail } from '../../platform/mail/index.ts';
import { findCertificate, type Certificate } from '../store/certificates.ts';
import { namesOfOrganisations } from '../store/organisations.ts';

/** So long a decision can be taken back by the message that says it was made. */
export const undoSeconds = 10;

/** Which decision is told, and where the centre is to be found. */
export type Telling = { certificate: string; revision: number; address: string };

/**
 * Writes to whoever sent a certificate what was decided, in their language and with the reason, at an address that they have proven. Nothing
 * for what was decided anew or taken back since, and nothing to who decided it themselves.
 */
export async function tellSubmitter({ db, now }: { db: Database; now: Date }, { certificate: id, revision, address }: Telling): Promise<void> {
  const certificate = await findCertificate(db, id);
  if (certificate === undefined || certificate.removed || certificate.revision !== revision || (certificate.state !== 'verified' && certificate.state !== 'rejected')) return;
  if (certificate.submittedBy === null || certificate.submittedBy === certificate.decidedBy) return;
  const person = await findPerson(db, certificate.submittedBy);
  const email = (await identitiesOf(db, certificate.submittedBy)).find(({ kind, provenAt }) => kind === 'email' && provenAt !== undefined)?.typed;
  if (person === undefined || person.disabled || email === undefined) return;
  const language = person.language === 'en' ? 'en' : 'zh-CN';
  const t = translator(certificateMailMessages, language);
  const words = await wordsOf(db, certificate, person.name);
  const link = `${address}/console/organisations/${certificate.organisation}`;
  const isVerified = certificate.state === 'verified';
  await postMail(db, {
    kind: `certificate.${certificate.state}`, to: { address: mailboxOf(email) ?? email, name: person.name }, language,
    subject: t(isVerified ? 'verified_subject' : 'rejected_subject', words),
    text: [t(isVerified ? 'verified_text' : 'rejected_text', words), ...(certificate.reason === null ? [] : [t('rejected_reason', { reason: certificate.reason })]), t(isVerified ? 'verified_next' : 'rejected_next'), link].join('\n\n'),
    button: { label: t('button'), address: link },
  }, now);
}

async function wordsOf(db: Database, { organisation, issuer, number }: Certificate, name: string): Promise<Record<'organisation' | 'issuer' | 'number' | 'name', string>> {
  return { name, issuer, number, organisation: (await namesOfOrganisations(db, [organisation])).get(organisation) ?? '' };
}
