import type { z } from 'zod';
import type { createRejectReasonSchema, listRejectReasonsSchema, RejectReason, rejectReasonsSchema, updateRejectReasonSchema } from '../../../common/contract/moderation.ts';
import type { LocalizedText } from '../../../common/contract/text.ts';
import { rejectReasonMessages, type RejectReasonKey } from '../../../common/locales/reject-reasons/index.ts';
import { findFleetRow } from '../../groups/index.ts';
import { done, refuse, type Database, type Outcome, type Scope, type Work } from '../../platform/index.ts';
import { fleetsWhere } from '../reach.ts';
import { archiveReason, findReason, insertReason, listReasons, updateReason, type ReasonRow } from '../store/reject-reasons.ts';

type Answer = Outcome<RejectReason>;

const builtIn: readonly ReasonRow[] = (Object.keys(rejectReasonMessages['zh-CN']) as RejectReasonKey[]).map((key) => ({ key, fleet: undefined, text: { 'zh-CN': rejectReasonMessages['zh-CN'][key], en: rejectReasonMessages.en[key] }, archived: false, revision: 0 }));
const toView = ({ fleet, revision, ...row }: ReasonRow): RejectReason => ({ ...row, ...(fleet === undefined ? {} : { fleet }), builtIn: revision === 0, revision });

/** Reasons that can be chosen: those that come with the program, as far as nobody changed them, those of the centre, and of fleets. */
export async function readRejectReasons(work: Work, { fleet, archived = 'no' }: z.output<typeof listRejectReasonsSchema>): Promise<Outcome<z.input<typeof rejectReasonsSchema>>> {
  const rows = await listReasons(work.db, fleetsWhere(work.actor, 'applications.decide', fleet));
  const known = new Set(rows.map(({ key }) => key));
  // With a fleet named, the reasons of others are not for it; without one, everything that the reader may see is.
  const all = [...builtIn.filter(({ key }) => !known.has(key)), ...rows.filter((row) => fleet === undefined || row.fleet === undefined || row.fleet === fleet)];
  return done({ items: all.filter((row) => archived === 'yes' || !row.archived).map(toView) });
}

/** The reason of this key for this fleet, as it stands; undefined for one that is archived or of another fleet. */
export async function rejectReasonFor(db: Database, key: string, fleet: string): Promise<LocalizedText | undefined> {
  const row = await find(db, key);
  return row === undefined || row.archived || (row.fleet !== undefined && row.fleet !== fleet) ? undefined : row.text;
}

export async function createRejectReason(work: Work, { key, fleet, text }: z.output<typeof createRejectReasonSchema>): Promise<Answer> {
  if (fleet !== undefined && (await findFleetRow(work.db, fleet))?.removed !== false) return refuse('not_found');
  if (builtIn.some((one) => one.key === key) || !(await insertReason(work.db, { key, fleet, text }, work.now))) return refuse('already_exists', { fields: [{ path: 'key', code: 'name_taken', parameters: { value: key } }] });
  await work.audit({ subjectKind: 'reject_reason', subjectKey: key, before: null, after: { ...(fleet === undefined ? {} : { fleet }), text } });
  return answer(work.db, key);
}

/** Changes the words; what was said to applicants before stays as it was said. */
export async function changeRejectReason(work: Work, { key, text, revision }: z.output<typeof updateRejectReasonSchema>): Promise<Answer> {
  const row = await find(work.db, key);
  if (row === undefined) return refuse('not_found');
  const changed = row.revision === 0 ? revision === 0 && (await insertReason(work.db, { ...row, text }, work.now)) : await updateReason(work.db, key, revision, text);
  if (!changed) return refuse('stale_revision');
  await work.audit({ subjectKind: 'reject_reason', subjectKey: key, before: { text: row.text }, after: { text } });
  return answer(work.db, key);
}

export async function setRejectReasonArchived(work: Work, key: string, archived: boolean): Promise<Answer> {
  const row = await find(work.db, key);
  if (row === undefined) return refuse('not_found');
  if (row.archived !== archived) {
    if (row.revision === 0) await insertReason(work.db, { ...row, archived }, work.now);
    else await archiveReason(work.db, key, archived, work.now);
    await work.audit({ subjectKind: 'reject_reason', subjectKey: key, before: { archived: row.archived }, after: { archived } });
  }
  return answer(work.db, key);
}

/** Where the right must hold to change a reason: in its fleet, or in the whole centre. */
export async function placeOfReason(db: Database, key: string): Promise<Scope | undefined> {
  const row = await find(db, key);
  return row === undefined ? undefined : row.fleet === undefined ? { kind: 'centre' } : { kind: 'fleet', key: row.fleet };
}

async function find(db: Database, key: string): Promise<ReasonRow | undefined> {
  return (await findReason(db, key)) ?? builtIn.find((one) => one.key === key);
}

async function answer(db: Database, key: string): Promise<Answer> {
  const row = await find(db, key);
  return row === undefined ? refuse('not_found') : done(toView(row));
}
