import { placed } from '../../groups/index.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { correctUntil, remindFrom } from '../rules/ending.ts';
import { changeApplication, remindedAt } from '../store/applications.ts';
import { lastDecision } from '../store/decisions.ts';
import { holdApplication } from './hold-application.ts';
import { mailApplicant, type MailParts } from './mail-applicant.ts';
import { giveUseBack } from './redeem-invitation.ts';

/** A form that was sent back waits to be mended: its applicant is reminded once, and when that was of no use it comes to nothing; the use of an invitation goes back. */
export async function followUnmended(work: AdmissionWork, parts: Pick<AdmissionParts, 'reader'> & MailParts, id: string): Promise<void> {
  const application = (await holdApplication(work.db, parts, id))?.application;
  if (application?.state !== 'awaiting_correction') return;
  const [sentBackAt, reminded] = [(await lastDecision(work.db, id))?.at ?? application.submittedAt, remindedAt(application)];
  if (reminded === undefined) {
    if (remindFrom(sentBackAt) > work.now) return;
    await changeApplication(work.db, id, { evidence: { ...application.evidence, correctionRemindedAt: work.now.toISOString() } });
    return mailApplicant(work, parts, id, 'correct_soon');
  }
  if (correctUntil(sentBackAt, reminded) > work.now) return;
  const { correctionRemindedAt: _reminded, ...evidence } = application.evidence;
  await changeApplication(work.db, id, { state: 'expired', endedAt: work.now, evidence: { ...evidence, ended: 'not_corrected' } });
  await giveUseBack(work.db, id, work.now);
  await work.publish({ name: 'application.expired', subject: id, data: { ...placed(application.fleet), what: 'correction' } });
}
