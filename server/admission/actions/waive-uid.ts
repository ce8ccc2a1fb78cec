import { z } from 'zod';
import type { listOwedUidsSchema, owedUidsSchema, waivedUidSchema } from '../../../common/contract/moderation.ts';
import { isFresh } from '../../../common/contract/undo.ts';
import { placed } from '../../groups/index.ts';
import { done, pageFrom, readCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import type { AdmissionParts } from '../parts.ts';
import { changeApplication, owedUidsIn, type Application } from '../store/applications.ts';
import { holdApplication } from './hold-application.ts';

type Parts = Pick<AdmissionParts, 'reader'>;
type Waived = Outcome<z.input<typeof waivedUidSchema>>;

/** What is kept of a waiver, so that it can be taken back at once; who did it stands in the history alone. */
const waiver = z.object({ at: z.iso.datetime(), until: z.iso.datetime() });

/** Where a page of those who owe one begins: until when the last one of the page before is waited for, and which it is. */
const place = z.tuple([z.iso.datetime(), z.uuid()]);

/** Members of a fleet who owe a UID, by their seats, a page at a time; who owes it longest first. */
export async function listOwedUids(work: Work, { fleet, seats, cursor, limit }: z.output<typeof listOwedUidsSchema>): Promise<Outcome<z.input<typeof owedUidsSchema>>> {
  const read = readCursor(cursor, 2);
  if (!read.ok) return read;
  const at = read.value === undefined ? undefined : place.safeParse(read.value);
  if (at?.success === false) return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  const after = at === undefined ? undefined : { until: at.data[0], id: at.data[1] };
  const rows = (await owedUidsIn(work.db, { fleet, seats, after }, rowsToRead(limit))).flatMap(({ id, seatId, uidOwedUntil }) => (seatId === undefined || uidOwedUntil === undefined ? [] : [{ id, seatId, until: uidOwedUntil }]));
  return done(pageFrom(rows, limit, ({ id, seatId, until }) => ({ application: id, seat: seatId, until: until.toISOString(), overdue: until <= work.now }), ({ id, until }) => [until.toISOString(), id]));
}

/** A moderator knows who it is, or does not need to: the UID is owed no more. A second time changes nothing. [002] */
export const waiveOwedUid = ({ reader }: Parts) => async (work: Work, { id }: { id: string }): Promise<Waived> => {
  const application = (await holdApplication(work.db, { reader }, id))?.application;
  if (application === undefined) return refuse('not_found');
  const until = application.uidOwedUntil;
  if (until === undefined) return shown(application);
  const waived: z.output<typeof waiver> = { at: work.now.toISOString(), until: until.toISOString() };
  await changeApplication(work.db, id, { uidOwedUntil: undefined, evidence: { ...application.evidence, uidWaived: waived } });
  await record(work, application, { owed: true }, { owed: false });
  return shown({ id, uidOwedUntil: undefined });
};

/** Takes a waiver of a moment ago back: the UID is owed as it was. Not once it was given. */
export const restoreOwedUid = ({ reader }: Parts) => async (work: Work, { id }: { id: string }): Promise<Waived> => {
  const application = (await holdApplication(work.db, { reader }, id))?.application;
  if (application === undefined) return refuse('not_found');
  if (application.uidOwedUntil !== undefined) return shown(application);
  const { uidWaived, ...evidence } = application.evidence;
  const waived = waiver.safeParse(uidWaived);
  if (!waived.success || !isFresh(new Date(waived.data.at), work.now)) return refuse('too_late');
  const uidOwedUntil = new Date(waived.data.until);
  await changeApplication(work.db, id, { uidOwedUntil, evidence });
  await record(work, application, { owed: false }, { owed: true });
  return shown({ id, uidOwedUntil });
};

const shown = ({ id, uidOwedUntil }: Pick<Application, 'id' | 'uidOwedUntil'>): Waived => done({ id, ...(uidOwedUntil === undefined ? {} : { owedUntil: uidOwedUntil.toISOString() }) });

async function record(work: Work, { id, fleet }: Application, before: { owed: boolean }, after: { owed: boolean }): Promise<void> {
  await work.audit({ subjectKind: 'application', subjectKey: id, before: { fleet, uidOwed: before.owed }, after: { fleet, uidOwed: after.owed } });
  await work.publish({ name: 'application.uid_waived', subject: id, data: { ...placed(fleet), waived: !after.owed } });
}
