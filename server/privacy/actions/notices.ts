import type { z } from 'zod';
import { formsInUse, privacyForms, type discardDraftSchema, type FormRecord, type formSummariesSchema, type NoticeVersion, type PrivacyForm, type privacyPageSchema, type publishDraftSchema, type saveDraftSchema } from '../../../common/contract/privacy.ts';
import { standardNotices } from '../../../common/locales/privacy-notices/index.ts';
import { done, refuse, type Outcome, type RetentionKind, type Work } from '../../platform/index.ts';
import { countConsents } from '../store/consents.ts';
import { daysOf } from './retention.ts';
import { deleteDraft, findDraft, findNoticeInForce, insertDraft, listVersions, lockForm, publishDraft, updateDraft } from '../store/notices.ts';
import { readSettings } from '../store/retention.ts';

const longestAheadMilliseconds = 366 * 24 * 3600_000;
const isInUse = (form: PrivacyForm) => formsInUse.some((known) => known === form);

/** What everyone can read: the notices in force of the forms that are there, and how long each kind of data stays. */
export async function readPrivacyPage(kinds: readonly RetentionKind[], work: Work): Promise<Outcome<z.input<typeof privacyPageSchema>>> {
  const notices: NoticeVersion[] = [];
  for (const form of formsInUse) {
    const notice = await findNoticeInForce(work.db, form, work.now);
    if (notice !== undefined) notices.push(notice);
  }
  const settings = await readSettings(work.db);
  return done({ notices, kept: kinds.map((kind) => ({ kind: kind.key, days: daysOf(kind, settings) })) });
}

export async function readNotice(work: Work, { form }: { form: PrivacyForm }): Promise<Outcome<NoticeVersion>> {
  const notice = await findNoticeInForce(work.db, form, work.now);
  return notice === undefined ? refuse('not_found') : done(notice);
}

/** Every form: what is in force, what comes, whether a draft waits, and how often it was shown and accepted. */
export async function listForms(work: Work): Promise<Outcome<z.input<typeof formSummariesSchema>>> {
  const items = [];
  for (const form of privacyForms) {
    const inForce = await findNoticeInForce(work.db, form, work.now);
    const latest = (await listVersions(work.db, form))[0];
    const counts = inForce === undefined ? undefined : (await countConsents(work.db, [inForce.id])).get(inForce.id);
    items.push({
      form,
      inUse: isInUse(form),
      ...(inForce === undefined ? {} : { inForce }),
      ...(latest !== undefined && latest.id !== inForce?.id ? { coming: latest } : {}),
      draft: (await findDraft(work.db, form)) !== undefined,
      shown: counts?.shown ?? 0,
      accepted: counts?.accepted ?? 0,
    });
  }
  return done({ items });
}

export async function readForm(work: Work, { form }: { form: PrivacyForm }): Promise<Outcome<FormRecord>> {
  const versions = await listVersions(work.db, form);
  const counts = await countConsents(work.db, versions.map(({ id }) => id));
  const draft = await findDraft(work.db, form);
  return done({ form, inUse: isInUse(form), ...(draft === undefined ? {} : { draft: withoutId(draft) }), standard: standardNotices[form], versions: versions.map((version) => ({ ...version, ...(counts.get(version.id) ?? { shown: 0, accepted: 0 }) })) });
}

/** Begins a draft, or replaces the one that was edited from a revision. */
export async function saveDraft(work: Work, { form, text, consent, revision }: z.output<typeof saveDraftSchema>): Promise<Outcome<FormRecord>> {
  await lockForm(work.db, form);
  const before = await findDraft(work.db, form);
  if (before?.revision !== revision) return refuse('stale_revision');
  if (before === undefined) await insertDraft(work.db, form, { text, consent }, work.now);
  else await updateDraft(work.db, before.id, { text, consent }, before.revision + 1, work.now);
  await work.audit({ subjectKind: 'privacy_notice', subjectKey: form, before: before === undefined ? null : { draft: before.text, consent: before.consent ?? null }, after: { draft: text, consent: consent ?? null } });
  return readForm(work, { form });
}

export async function discardDraft(work: Work, { form, revision }: z.output<typeof discardDraftSchema>): Promise<Outcome<{ discarded: boolean }>> {
  await lockForm(work.db, form);
  const draft = await findDraft(work.db, form);
  if (draft === undefined) return refuse('not_found');
  if (draft.revision !== revision) return refuse('stale_revision');
  await deleteDraft(work.db, draft.id);
  await work.audit({ subjectKind: 'privacy_notice', subjectKey: form, before: { draft: draft.text, consent: draft.consent ?? null }, after: null });
  return done({ discarded: true });
}

/** Publishes the draft as the next version, which never changes again. */
export async function publish(work: Work, { form, revision, inForceFrom }: z.output<typeof publishDraftSchema>): Promise<Outcome<FormRecord>> {
  await lockForm(work.db, form);
  const draft = await findDraft(work.db, form);
  if (draft === undefined) return refuse('not_found');
  if (draft.revision !== revision) return refuse('stale_revision');
  const from = inForceFrom === undefined ? work.now : new Date(inForceFrom);
  if (from.getTime() < work.now.getTime() - 60_000) return refuse('invalid_input', { fields: [{ path: 'inForceFrom', code: 'instant_past' }] });
  if (from.getTime() > work.now.getTime() + longestAheadMilliseconds) return refuse('invalid_input', { fields: [{ path: 'inForceFrom', code: 'instant_far' }] });
  const version = await publishDraft(work.db, draft.id, form, work.now, from);
  await work.audit({ subjectKind: 'privacy_notice', subjectKey: form, before: { version: version - 1 }, after: { version, inForceFrom: from.toISOString() } });
  await work.publish({ name: 'privacy.notice_published', subject: form, data: { version, inForceFrom: from.toISOString() } });
  return readForm(work, { form });
}

function withoutId<Draft extends { id: string }>({ id: _id, ...draft }: Draft): Omit<Draft, 'id'> {
  return draft;
}
