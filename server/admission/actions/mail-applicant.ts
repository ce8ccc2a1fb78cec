import type { ApplicationState } from '../../../common/contract/admission.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { exactTime } from '../../../common/i18n/times.ts';
import { admissionMailMessages } from '../../../common/locales/admission-mail/index.ts';
import { findFleetRow, findSeat, joinCodeOfSeat, type DescribedFleet } from '../../groups/index.ts';
import { publicAddressOf } from '../../notices/index.ts';
import { identitiesOf, mailboxOf } from '../../people/index.ts';
import type { ProductParts } from '../../parts.ts';
import { secretHash, type Database, type MailMessage, type Secrets } from '../../platform/index.ts';
import { postMail } from '../../platform/mail/index.ts';
import { provenEmails } from '../access.ts';
import { groupNames } from '../group-names.ts';
import { statusToken } from '../identity-hash.ts';
import { findApplication, positionOf, remindedAt, type Application } from '../store/applications.ts';
import { correctUntil } from '../rules/ending.ts';
import { lastDecision } from '../store/decisions.ts';
import { isEntryOfList } from '../store/imported.ts';
import { answerToAppeal } from '../store/own-appeals.ts';
import { replaceToken } from '../store/tokens.ts';
import { rejection } from './read-status.ts';

export type MailKind = 'received' | 'correct' | 'joined' | 'approved' | 'waitlisted' | 'offered' | 'rejected' | 'expired_offer' | 'expired_seat' | 'expired_fleet' | 'expired_removed' | 'expired_reopened' | 'correct_soon' | 'strike_lifted' | 'appeal_granted' | 'appeal_declined';
export type MailParts = Pick<ProductParts, 'reader' | 'configuration'>;
type Mailing = { db: Database; now: Date; secrets: Secrets };

/** The mail about the state in which a decision left an application. */
export const mailOfState: Partial<Record<ApplicationState, MailKind>> = { in_review: 'received', awaiting_correction: 'correct', joined: 'joined', approved: 'approved', waitlisted: 'waitlisted', rejected: 'rejected' };

/** Where the secret of a status link leads. */
export function statusAddress(parts: Pick<MailParts, 'configuration'>, token: string): string {
  return `${publicAddressOf(parts)}/applications/status?token=${token}`;
}

/**
 * Posts a mail to an applicant in their language, with the link to their application. It goes to the address with which they applied, else to
 * one that they have proven: the link acts for them, so never to one that they only claim. Whoever was brought in under an entry that was made
 * for them is written to at the address by which they are meant. Nothing for who has none.
 */
export async function mailApplicant(work: Mailing, parts: MailParts, applicationId: string, kind: MailKind): Promise<void> {
  const application = await findApplication(work.db, applicationId);
  const fleet = application === undefined ? undefined : await findFleetRow(work.db, application.fleet);
  const address = application === undefined ? undefined : await addressOf(work.db, application);
  if (application === undefined || fleet === undefined || address === undefined) return;
  const { language } = application;
  const t = translator(admissionMailMessages, language);
  const token = statusToken(work.secrets, application.id);
  // After the centre's key was changed, earlier links are void; the new one works from this mail on.
  if (secretHash(token) !== application.tokenHash) await replaceToken(work.db, application.id, secretHash(token));
  const link = statusAddress(parts, token);
  const { subject, text } = await letter(work, parts, application, fleet.settings, kind);
  const message: MailMessage = {
    kind: `application.${kind}`, to: { address }, language, subject, text: [t('hello'), ...text, t('link'), link].join('\n\n'),
    button: { label: t(kind === 'offered' ? 'offered_button' : 'button'), address: link }, secret: true,
  };
  await postMail(work.db, message, work.now);
}

/** Where somebody is written to about an application; undefined where no address is known. */
export async function addressOfApplicant(db: Database, applicationId: string): Promise<string | undefined> {
  const application = await findApplication(db, applicationId);
  return application === undefined ? undefined : addressOf(db, application);
}

async function addressOf(db: Database, { id, emailTyped, verifiedAt, personId }: Application): Promise<string | undefined> {
  const proven = emailTyped !== undefined && verifiedAt !== undefined ? emailTyped : personId === undefined ? undefined : (await provenEmails(db, personId))[0]?.typed;
  const typed = proven ?? (personId !== undefined && (await isEntryOfList(db, id)) ? (await identitiesOf(db, personId)).find(({ kind }) => kind === 'email')?.typed : undefined);
  return typed === undefined ? undefined : (mailboxOf(typed) ?? typed);
}

type Letter = { subject: string; text: string[] };

async function letter(work: Mailing, { reader }: MailParts, application: Application, settings: DescribedFleet, kind: MailKind): Promise<Letter> {
  const { language } = application;
  const t = translator(admissionMailMessages, language);
  const name = inLanguage(settings.name ?? settings.topicName, language);
  const zone = reader.current().centre?.settings.timeZone ?? 'Asia/Shanghai';
  const until = (at: Date | undefined) => exactTime(at ?? work.now, zone, language);
  switch (kind) {
    case 'received':
    case 'correct':
    case 'expired_offer':
    case 'expired_seat':
    case 'expired_fleet':
    case 'expired_removed':
    case 'expired_reopened':
    case 'strike_lifted':
      return { subject: t(`${kind}_subject`, { name }), text: [t(`${kind}_text`, { name })] };
    case 'correct_soon': {
      const sentBackAt = (await lastDecision(work.db, application.id))?.at ?? application.submittedAt;
      return { subject: t('correct_soon_subject', { name }), text: [t('correct_soon_text', { name, until: until(correctUntil(sentBackAt, remindedAt(application))) })] };
    }
    case 'joined': {
      const group = application.groupId === undefined ? undefined : (await groupNames(work.db, [application.fleet], language)).get(application.groupId);
      return { subject: t('joined_subject', { name }), text: [t(isVouched(application) ? 'joined_vouched' : 'joined_text', { name: group ?? name })] };
    }
    case 'approved': {
      const seat = application.seatId === undefined ? undefined : await findSeat(work.db, application.seatId);
      const code = seat === undefined ? undefined : await joinCodeOfSeat(work, seat.id);
      const kept = isVouched(application) ? 'vouched' : 'approved';
      return { subject: t(`${kept}_subject`, { name }), text: [t(`${kept}_text`, { name, until: until(seat?.expiresAt ?? undefined) }), ...(code === undefined ? [] : [t('approved_code', { code: code.code })])] };
    }
    case 'waitlisted':
      return { subject: t('waitlisted_subject', { name }), text: [t('waitlisted_text', { name, position: await positionOf(work.db, application) })] };
    case 'offered':
      return { subject: t('offered_subject', { name }), text: [t('offered_text', { name, until: until(application.offerUntil) })] };
    case 'appeal_granted':
    case 'appeal_declined': {
      const answer = await answerToAppeal(work.db, application.id);
      return { subject: t('appeal_subject', { name }), text: [t(`${kind}_text`, { name }), ...(answer === undefined ? [] : [t('appeal_answer', { answer })])] };
    }
    case 'rejected':
      return { subject: t('rejected_subject', { name }), text: [t('rejected_text', { name }), ...(await whyRejected(work, application, settings))] };
  }
}

/** Brought in by somebody's word: they did not apply. */
const isVouched = ({ evidence }: Application) => evidence['vouched'] === true;

async function whyRejected(work: Mailing, application: Application, settings: DescribedFleet): Promise<string[]> {
  const { language } = application;
  const t = translator(admissionMailMessages, language);
  const decision = await lastDecision(work.db, application.id);
  const { reason, counted, chancesLeft: left = 0 } = await rejection({ ...work, language }, application, decision, settings);
  const counts = counted !== true ? t('rejected_free') : left === 0 ? t('rejected_last') : t('rejected_counted', { left });
  // Who is barred, or has no chance left, is not told to apply again.
  const isOver = counted !== true && (left === 0 || decision?.findings.some(({ check, verdict }) => check === 'banned' && verdict === 'wrong') === true);
  return [...(reason === undefined ? [] : [t('rejected_reason', { reason })]), ...(isOver ? [] : [counts])];
}
