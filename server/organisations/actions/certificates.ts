import type { z } from 'zod';
import { certificateLimit, type CertificateView, type decideCertificateSchema, type submitCertificateSchema } from '../../../common/contract/organisations.ts';
import { largestFileMegabytes } from '../../../common/contract/file.ts';
import { dayIn, dayLater } from '../../../common/contract/day.ts';
import { namesOf } from '../../people/index.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import type { FileAnswer, StoredFile } from '../../platform/files/index.ts';
import type { JobWork } from '../../platform/jobs/index.ts';
import { timeZoneOf, type OrganisationsParts } from '../ports.ts';
import { judgeValidity, warningDays } from '../rules/certificate.ts';
import { findCertificate, insertCertificate, listCertificates, lockCertificate, lockEndingCertificates, saveCertificate, type Certificate } from '../store/certificates.ts';
import { lockOrganisation } from '../store/organisations.ts';
import { certificateView } from '../views.ts';
import { todayOf } from './organisations.ts';
import { undoSeconds, type Telling } from './tell-submitter.ts';

type Doing = { parts: OrganisationsParts; work: Work };
type Submitted = z.output<typeof submitCertificateSchema>;

/** What a certificate may be: a document or a picture of one. */
const documentTypes = ['application/pdf', 'image/png', 'image/jpeg', 'image/webp'];

/** Takes the document in, before the transaction. */
export async function takeDocument({ parts, work }: Doing, { document }: Submitted): Promise<Outcome<StoredFile>> {
  const stored = await parts.files.put(work.db, Buffer.from(document.content, 'base64'), { name: document.name, maximumBytes: largestFileMegabytes * 1024 * 1024 });
  if (!stored.ok || documentTypes.includes(stored.value.mediaType)) return stored;
  await parts.files.delete(work.db, stored.value.id);
  return refuse('invalid_input', { fields: [{ path: 'document', code: 'document_kind' }] });
}

export async function submitCertificate({ parts, work }: Doing, { organisation, issuer, number, ...rest }: Submitted, document: Outcome<StoredFile>): Promise<Outcome<CertificateView>> {
  if (!document.ok) return document;
  const validUntil = rest.validUntil ?? null;
  if ((await lockOrganisation(work.db, organisation)) === undefined) return refuse('not_found');
  if (validUntil !== null && validUntil < todayOf(parts, work)) return refuse('invalid_input', { fields: [{ path: 'validUntil', code: 'certificate_ended' }] });
  if ((await listCertificates(work.db, organisation)).length >= certificateLimit) return refuse('section_full', { parameters: { maximum: certificateLimit } });
  const submittedBy = work.actor.kind === 'person' ? work.actor.id : null;
  const id = await insertCertificate(work.db, { organisation, issuer, number, validUntil, file: document.value, submittedBy }, work.now);
  await parts.files.keep(work.db, document.value.id);
  await work.audit({ subjectKind: 'certificate', subjectKey: id, before: null, after: { organisation, issuer, number, validUntil, state: 'submitted' } });
  await work.publish({ name: 'certificate.submitted', subject: id, data: { organisation } });
  return viewOf(work, id);
}

/** Decides about a certificate, or takes the decision back. One that has ended is sent anew instead. Whoever sent it is told when it can be undone no more. */
export async function decideCertificate({ parts, work }: Doing, { id, revision, decision, reason }: z.output<typeof decideCertificateSchema>): Promise<Outcome<CertificateView>> {
  const locked = await lockCertificate(work.db, id);
  if (locked === undefined || locked.removed) return refuse('not_found');
  if (locked.revision !== revision) return refuse('stale_revision');
  if (decision === 'rejected' && reason === undefined) return refuse('invalid_input', { fields: [{ path: 'reason', code: 'required' }] });
  if (decision === 'verified' && locked.validUntil !== null && locked.validUntil < todayOf(parts, work)) return refuse('invalid_input', { fields: [{ path: 'decision', code: 'certificate_ended' }] });
  const decided = decision !== 'submitted';
  const by = work.actor.kind === 'person' ? work.actor.id : null;
  await saveCertificate(work.db, { ...locked, state: decision, reason: decision === 'rejected' ? (reason ?? null) : null, decidedAt: decided ? work.now : null, decidedBy: decided ? by : null, warned: false }, work.now);
  await work.audit({ subjectKind: 'certificate', subjectKey: id, before: { state: locked.state, reason: locked.reason }, after: { state: decision, reason: reason ?? null } });
  await work.publish({ name: `certificate.${decision}`, subject: id, data: { organisation: locked.organisation } });
  const saved = await findCertificate(work.db, id);
  if (decided && saved !== undefined) await work.enqueue('tellSubmitter', { certificate: id, revision: saved.revision, address: work.publicAddress } satisfies Telling, { runAt: new Date(work.now.getTime() + (undoSeconds + 1) * 1000) });
  return viewOf(work, id);
}

/** Removes a certificate with its document, or brings both back within a week. */
export async function removeCertificate({ parts, work }: Doing, id: string, removed: boolean): Promise<Outcome<CertificateView>> {
  const locked = await lockCertificate(work.db, id);
  if (locked === undefined) return refuse('not_found');
  if (removed) await parts.files.delete(work.db, locked.file.id);
  else await parts.files.restore(work.db, locked.file.id);
  if (!removed && (await parts.files.read(work.db, locked.file.id)) === undefined) return refuse('not_found');
  await saveCertificate(work.db, { ...locked, removed }, work.now);
  const words = { organisation: locked.organisation, issuer: locked.issuer, number: locked.number, state: locked.state };
  await work.audit({ subjectKind: 'certificate', subjectKey: id, before: removed ? words : null, after: removed ? null : words });
  await work.publish({ name: 'organisation.changed', subject: locked.organisation });
  return viewOf(work, id);
}

/** The document itself, as long as its certificate is there. */
export async function readDocument({ parts, work }: Doing, id: string): Promise<Outcome<FileAnswer>> {
  const found = await findCertificate(work.db, id);
  const file = found === undefined || found.removed ? undefined : await parts.files.read(work.db, found.file.id);
  return file === undefined ? refuse('not_found') : done(file);
}

/** Says which certificates end soon and which have ended; each once. Every day. */
export async function endCertificates(parts: OrganisationsParts, work: JobWork): Promise<number> {
  const today = dayIn(timeZoneOf(parts), work.now);
  const soon = dayLater(today, warningDays);
  const ending = await lockEndingCertificates(work.db, soon, 500);
  for (const certificate of ending) {
    const found = judgeValidity(certificate.validUntil, certificate.warned, today, soon);
    if (found === 'valid') continue;
    await saveCertificate(work.db, { ...certificate, ...(found === 'expired' ? { state: 'expired' } : {}), warned: true } satisfies Certificate, work.now);
    await work.publish({ name: `certificate.${found}`, subject: certificate.id, data: { organisation: certificate.organisation } });
  }
  return ending.length;
}

async function viewOf(work: Work, id: string): Promise<Outcome<CertificateView>> {
  const found = await findCertificate(work.db, id);
  if (found === undefined) return refuse('not_found');
  return done(certificateView(found, await namesOf(work.db, found.decidedBy === null ? [] : [found.decidedBy])));
}
