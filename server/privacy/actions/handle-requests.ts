import type { ProductParts } from '../../parts.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { activeOperators, endSessionsOf, grantsOf, isOnlyOperatorIn, lockOperators, lockPerson, shutPerson } from '../../people/index.ts';
import { publicAddressIn, type Database, type PersonalData } from '../../platform/index.ts';
import type { JobWork } from '../../platform/jobs/index.ts';
import { knownBy } from '../known-by.ts';
import { findLeftovers } from '../store/leftovers.ts';
import { endRequest, listDue, lockRequest, noteStep, postponeRequest, saveExport, startRequest, takeBackOthers } from '../store/requests.ts';
import { exportFiles, gatherEverything } from './gather.ts';

/** How long an export can be fetched. */
export const exportDays = 7;
const dayMilliseconds = 24 * 3600_000;
const mostAtOnce = 50;
const longestPauseMinutes = 60;

export type HandleParts = Pick<ProductParts, 'personalData' | 'secrets' | 'reader' | 'canSignIn' | 'configuration'>;
type Handling = Pick<JobWork, 'db' | 'now' | 'log' | 'signal' | 'step'>;

/** Goes through the requests whose time has come. One that fails is tried again after a pause that grows, and does not keep the others. */
export async function handleRequests(parts: HandleParts, work: Handling): Promise<void> {
  for (const { id, kind } of await listDue(work.db, work.now, mostAtOnce)) {
    if (work.signal.aborted) return;
    try {
      if (kind === 'export') await makeExport(parts, work, id);
      else await erase(parts, work, id);
    } catch (error) {
      work.log.error('privacy.request_failed', { request: id, kind, error });
      await work.step(async ({ db }) => {
        const attempts = (await lockRequest(db, id))?.attempts ?? 0;
        await postponeRequest(db, id, new Date(work.now.getTime() + Math.min(longestPauseMinutes, 2 ** attempts) * 60_000));
      });
    }
  }
}

async function makeExport({ personalData, reader }: HandleParts, work: Handling, id: string): Promise<void> {
  await work.step(async ({ db, audit, publish }) => {
    const request = await lockRequest(db, id);
    if (request === undefined || (request.state !== 'waiting' && request.state !== 'running')) return;
    await startRequest(db, id, 1, work.now);
    const settings = reader.current().centre?.settings;
    const areas = await gatherEverything(personalData, db, request.personId);
    await saveExport(db, id, exportFiles({ centre: settings === undefined ? '' : inLanguage(settings.name, 'zh-CN'), timeZone: settings?.timeZone ?? 'UTC', personId: request.personId, madeAt: work.now, areas }), work.now, new Date(work.now.getTime() + exportDays * dayMilliseconds));
    await noteStep(db, id, 'gather');
    await endRequest(db, id, { state: 'done' }, work.now);
    await audit({ subjectKind: 'person', subjectKey: request.personId, before: { privacyRequest: 'export' }, after: { made: true } });
    await publish({ name: 'privacy.export_made', subject: request.personId, data: { request: id } });
  });
}

/**
 * Erases a person step by step: the person is shut out, then area after area, each in a transaction that also notes that it is done; last the
 * area by which the person is known, with a second look at the histories. After a crash at any point the next run goes on where it was.
 */
async function erase(parts: HandleParts, work: Handling, id: string): Promise<void> {
  if (!(await begin(parts, work, id))) return;
  for (const part of inOrder(parts.personalData).slice(0, -1)) {
    if (work.signal.aborted) return;
    await eraseArea(parts, work, id, part);
  }
  await finish(parts, work, id);
}

/** The order: what names the person stays until everything else has been found by it. */
function inOrder(personalData: readonly PersonalData[]): PersonalData[] {
  const known = (part: PersonalData) => part.area === 'people';
  return [...personalData.filter((part) => !known(part)), ...personalData.filter(known)];
}

async function begin({ personalData, canSignIn, configuration }: HandleParts, work: Handling, id: string): Promise<boolean> {
  return work.step(async ({ db, publish, audit }) => {
    await lockOperators(db);
    const request = await lockRequest(db, id);
    if (request?.state === 'running') return true;
    if (request?.state !== 'waiting') return false;
    const person = await lockPerson(db, request.personId);
    const refusal = person === undefined || person.erased ? 'gone' : (await leavesNoOperator(db, request.personId)) || (await isOnlyOperatorIn(canSignIn, { db, publicAddress: publicAddressIn(configuration) }, request.personId)) ? 'last_operator' : undefined;
    if (refusal !== undefined) {
      await endRequest(db, id, { state: 'refused', reason: refusal }, work.now);
      await audit({ subjectKind: 'person', subjectKey: request.personId, before: { privacyRequest: 'erasure' }, after: { refused: refusal } });
      return false;
    }
    await startRequest(db, id, personalData.length, work.now);
    await shutPerson(db, request.personId, work.now);
    await endSessionsOf({ db, now: work.now, publish }, request.personId);
    return true;
  });
}

/** True for an operator beside whom there is no other; also for one who has been shut out already. */
async function leavesNoOperator(db: Database, personId: string): Promise<boolean> {
  if ((await activeOperators(db)).some((id) => id !== personId)) return false;
  return (await grantsOf(db, personId)).some(({ role, scope }) => role === 'operator' && scope.kind === 'centre');
}

async function eraseArea({ secrets }: HandleParts, work: Handling, id: string, { area, erase: eraseRows }: PersonalData): Promise<void> {
  await work.step(async ({ db }) => {
    const request = await lockRequest(db, id);
    if (request?.state !== 'running' || request.stepsDone.includes(area)) return;
    const { ids, words } = await knownBy(db, request.personId);
    for (const personId of ids) await eraseRows(db, personId, { now: work.now, secrets, words });
    await noteStep(db, id, area);
    work.log.info('privacy.erased_area', { request: id, area });
  });
}

/** Names may have been written again while the areas were gone through, so all of them are asked once more before the person's own goes. */
async function finish({ personalData, secrets }: HandleParts, work: Handling, id: string): Promise<void> {
  await work.step(async ({ db, publish, audit }) => {
    const request = await lockRequest(db, id);
    if (request?.state !== 'running') return;
    const { ids, words } = await knownBy(db, request.personId);
    for (const { erase: eraseRows } of inOrder(personalData)) for (const personId of ids) await eraseRows(db, personId, { now: work.now, secrets, words });
    await takeBackOthers(db, request.personId, id, work.now);
    await noteStep(db, id, 'people');
    const left = await findLeftovers(db, words.own);
    await endRequest(db, id, { state: 'done', left }, work.now);
    await audit({ subjectKind: 'person', subjectKey: request.personId, before: null, after: { erased: true, areas: personalData.map(({ area }) => area) } });
    await publish({ name: 'privacy.erased', subject: request.personId });
    work.log.info('privacy.erased', { request: id, places: left.length });
  });
}
