import type { Finding } from '../../../common/contract/admission.ts';
import { usualEffects, type Admission } from '../../../common/contract/admission-policy.ts';
import { endSeat, lockFleet, placed, seatsOfPerson, type LockedFleet } from '../../groups/index.ts';
import { findPerson } from '../../people/index.ts';
import { newId } from '../../platform/index.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { checkBanned } from '../rules/checks/banned.ts';
import { checkStrikes } from '../rules/checks/strikes.ts';
import { decide, rulesVersion } from '../rules/decide.ts';
import type { Facts } from '../rules/facts.ts';
import { changeApplication, heldApplicationsOf, insertDecision, lockApplication, type Application } from '../store/applications.ts';
import { findBan, fleetOfBanList } from '../store/bans.ts';
import { lastDecision, type StoredDecision } from '../store/decisions.ts';
import { policyOfFleet, storedPolicy } from './admit.ts';
import { fleetsBy } from './bans.ts';
import { barOf, type Bar } from './barred-now.ts';
import { releaseHeld } from './release-held.ts';

/**
 * Whoever is barred by now takes no seat up: what is held for the application goes on, and it is rejected, by a decision that says why and can
 * be made again. The caller holds the fleet and the application. False when nothing bars its applicant. [002]
 */
export async function endIfBarred(work: AdmissionWork, locked: LockedFleet, application: Application): Promise<boolean> {
  const barred = application.personId === undefined ? undefined : await barOf(work, locked, application.personId);
  if (barred === undefined) return false;
  const { pending: _pending, ...bar } = barred;
  await releaseHeld(work, locked, application, 'removed');
  await changeApplication(work.db, application.id, { state: 'rejected', decidedAt: work.now, endedAt: work.now, place: undefined, offerUntil: undefined, seatId: undefined, groupId: undefined });
  const [last, { chances }] = [await lastDecision(work.db, application.id), policyOfFleet(locked)];
  const policy = { ...(last?.policy ?? storedPolicy(policyOfFleet(locked), locked)), chances };
  await insertDecision(work.db, application.id, { id: newId(work.now), at: work.now, by: undefined, decision: 'rejected', policy, rules: rulesVersion, counted: false, ...foundBy(policy, last, bar, chances) });
  await work.publish({ name: 'application.decided', subject: application.id, data: { ...placed(locked.key), decision: 'rejected', state: 'rejected', counted: false, by: null } });
  return true;
}

/** What the rules find in the facts of the last decision with the bar among them; the bar alone where there are none, or where they still lead elsewhere. */
function foundBy(policy: Admission, last: StoredDecision | undefined, bar: Omit<Bar, 'pending'>, chances: number): { findings: Finding[]; facts: Facts | Record<string, never> } {
  const facts = last?.facts === undefined ? undefined : { ...last.facts, ...bar };
  const again = facts === undefined ? undefined : decide(policy, facts);
  if (facts !== undefined && again?.decision === 'rejected') return { findings: again.findings, facts };
  const findings = ([['banned', checkBanned(bar)], ['strikes', checkStrikes(bar, chances)]] as const).map(([check, { verdict, reason, parameters }]): Finding => ({ check, verdict, reason, effect: verdict === 'ok' ? 'none' : usualEffects[check], ...(parameters === undefined ? {} : { parameters }) }));
  return { findings, facts: {} };
}

/**
 * Somebody was barred, and that stands: the seats that are promised to them in the fleets where it holds go on, and with `takeOut` they leave the
 * groups there in which they are. All fleets first, in their order: a seat that ends may open a group.
 */
export async function followBan(work: AdmissionWork, { reader }: Pick<AdmissionParts, 'reader'>, { ban: id, takeOut }: { ban: string; takeOut: boolean }): Promise<void> {
  const found = await findBan(work.db, id);
  const ban = found?.liftedAt === undefined ? found : undefined;
  const person = ban?.person === undefined ? undefined : await findPerson(work.db, ban.person);
  if (ban === undefined || person === undefined) return;
  const own = fleetOfBanList(ban.list);
  const fleets = own === undefined ? await fleetsBy(work.db, ban.list) : [own];
  const held = new Map<string, LockedFleet>();
  const seats = takeOut ? await seatsOfPerson(work.db, person.id, fleets) : [];
  for (const key of [...new Set([...(await heldApplicationsOf(work.db, person.id, fleets)), ...seats].map(({ fleet }) => fleet))].toSorted()) {
    const locked = await lockFleet(work.db, key, reader);
    if (locked !== undefined) held.set(key, locked);
  }
  for (const { id: application } of await heldApplicationsOf(work.db, person.id, [...held.keys()])) {
    const still = await lockApplication(work.db, application);
    const locked = still?.state === 'approved' || still?.offerUntil !== undefined ? held.get(still.fleet) : undefined;
    if (still !== undefined && locked !== undefined) await endIfBarred(work, locked, still);
  }
  for (const seat of takeOut ? await seatsOfPerson(work.db, person.id, [...held.keys()]) : []) {
    const locked = held.get(seat.fleet);
    if (locked !== undefined) await endSeat(work, locked, seat, 'removed');
  }
}
