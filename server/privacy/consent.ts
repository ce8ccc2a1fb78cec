import type { NoticeVersion, PrivacyForm } from '../../common/contract/privacy.ts';
import { done, refuse, type Outcome, type Work } from '../platform/index.ts';
import { hasAgreed, insertConsent } from './store/consents.ts';
import { findNotice, findNoticeInForce } from './store/notices.ts';

/** What came with a form: the version of the notice that its page showed, and whether the box was ticked; and whose it is, or what was sent. */
export type GivenConsent = { form: PrivacyForm; notice?: string | undefined; consent?: boolean | undefined } & ({ personId: string } | { subject: string });

/** The notice of a form that is in force now, for the page that shows the form. */
export async function noticeInForce(work: Pick<Work, 'db' | 'now'>, form: PrivacyForm): Promise<NoticeVersion | undefined> {
  return findNoticeInForce(work.db, form, work.now);
}

/** True while the notice in force of a form asks for an agreement that a person has not given, or has taken back: an earlier version's does not count. */
export async function isConsentMissing(work: Pick<Work, 'db' | 'now'>, form: PrivacyForm, personId: string): Promise<boolean> {
  const current = await findNoticeInForce(work.db, form, work.now);
  return current?.consent?.required === true && !(await hasAgreed(work.db, current.id, personId));
}

/**
 * Keeps, in the transaction of what was sent, which version of the notice was shown and whether it was agreed to. Refuses `invalid_input`
 * with the field `consent` when the notice in force asks for an agreement that is not there, and with the field `notice` for one that is
 * no notice of this form. A program that shows nothing records nothing. No address and no device is kept.
 */
export async function recordConsent(work: Pick<Work, 'db' | 'now'>, given: GivenConsent): Promise<Outcome<{ recorded: boolean }>> {
  const current = await findNoticeInForce(work.db, given.form, work.now);
  const shown = given.notice === undefined ? undefined : await findNotice(work.db, given.notice);
  if (given.notice !== undefined && shown?.form !== given.form) return refuse('invalid_input', { fields: [{ path: 'notice', code: 'unknown_notice' }] });
  const accepted = given.consent === true;
  if (current?.consent?.required === true && !accepted) return refuse('invalid_input', { fields: [{ path: 'consent', code: 'consent_required' }] });
  // Agreed to something that meanwhile asks for an agreement in other words: the page shows the new text.
  if (current?.consent?.required === true && shown !== undefined && shown.id !== current.id) return refuse('invalid_input', { fields: [{ path: 'consent', code: 'notice_changed' }] });
  const version = shown ?? (accepted ? current : undefined);
  if (version === undefined) return done({ recorded: false });
  const whose = 'personId' in given ? { personId: given.personId, subject: null } : { personId: null, subject: given.subject };
  await insertConsent(work.db, { noticeId: version.id, ...whose, accepted: accepted && version.consent !== undefined }, work.now);
  return done({ recorded: true });
}
