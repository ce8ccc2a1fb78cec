import { liveStates } from '../../../common/contract/admission.ts';
import { placed } from '../../groups/index.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { changeApplication } from '../store/applications.ts';
import { holdApplication } from './hold-application.ts';
import { releaseHeld } from './release-held.ts';

const living: ReadonlySet<string> = new Set(liveStates);

/** Ends an application whose fleet is described no more: what is held for it is given back, it is kept why, and its applicant is told. */
export async function endWithFleet(work: AdmissionWork, parts: Pick<AdmissionParts, 'reader'>, id: string): Promise<void> {
  const held = await holdApplication(work.db, parts, id);
  if (held === undefined || !held.locked.removed || !living.has(held.application.state)) return;
  const { locked, application } = held;
  await releaseHeld(work, locked, application, 'fleet_removed');
  await changeApplication(work.db, id, { state: 'expired', endedAt: work.now, place: undefined, offerUntil: undefined, seatId: undefined, groupId: undefined, evidence: { ...application.evidence, ended: 'fleet_removed' } });
  await work.publish({ name: 'application.expired', subject: id, data: { ...placed(locked.key), what: 'fleet' } });
}
