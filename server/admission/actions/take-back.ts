import type { GroupInvitation } from '../../../common/contract/entrances.ts';
import type { AppealView, BanView, StrikeView } from '../../../common/contract/moderation.ts';
import { isFresh } from '../../../common/contract/undo.ts';
import { lockFleet, placed } from '../../groups/index.ts';
import { done, may, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { rightsToInvite } from '../rules/invitation.ts';
import { findAppeal } from '../store/appeals.ts';
import { changeApplication, lockApplication, type Application } from '../store/applications.ts';
import { findBan, fleetOfBanList } from '../store/bans.ts';
import { lastDecision } from '../store/decisions.ts';
import { findInvitation } from '../store/invitations.ts';
import { findStrike } from '../store/strike-list.ts';
import { deleteBanRow, isClaimed, renewBanRow, renewStrikeRow, reopenAppealRow, restoreInvitationRow, strikesLiftedAt } from '../store/take-back.ts';
import { showAppeal } from './appeals.ts';
import { mayBanOn, showBan } from './bans.ts';
import { showInvitation } from './invitations.ts';
import { showStrike } from './strikes.ts';

type Id = { id: string };

/** The link of a revoked invitation works again, as far as it had not run out. Nobody gives back more than they may give. (D3) */
export async function restoreInvitation(work: Work, { id }: Id): Promise<Outcome<GroupInvitation>> {
  const invitation = await findInvitation(work.db, id);
  if (invitation === undefined) return refuse('not_found');
  const { fleet, priority, usesLeft } = invitation;
  if (!rightsToInvite(priority).every((permission) => may(work.actor, permission, { kind: 'fleet', key: fleet }))) return refuse('beyond_own_rights');
  if (await restoreInvitationRow(work.db, id)) {
    await work.audit({ subjectKind: 'group_invitation', subjectKey: id, before: { fleet, revoked: true }, after: { fleet, revoked: false, usesLeft } });
    await work.publish({ name: 'invitation.restored', subject: id, data: placed(fleet) });
  }
  return showInvitation(work, id);
}

/** Whether who asks did this a moment ago: then they can take it back. */
function isOwnAndFresh({ actor, now }: Pick<Work, 'actor' | 'now'>, by: string | undefined, at: Date): boolean {
  return by === (actor.kind === 'person' ? actor.id : undefined) && isFresh(at, now);
}

/** A strike that one lifted a moment ago counts again. */
export async function renewStrike(work: Work, { id }: Id): Promise<Outcome<StrikeView>> {
  const strike = await findStrike(work.db, id);
  if (strike === undefined) return refuse('not_found');
  if (strike.liftedAt === undefined) return showStrike(work, id);
  if (!isOwnAndFresh(work, strike.liftedBy, strike.liftedAt) || !(await renewStrikeRow(work.db, id, strike.liftedAt))) return refuse('too_late');
  await recordRenewed(work, { id, fleet: strike.fleet, application: strike.application });
  return showStrike(work, id);
}

async function recordRenewed(work: Work, { id, fleet, application }: { id: string; fleet: string; application: string }): Promise<void> {
  await work.audit({ subjectKind: 'strike', subjectKey: id, before: { fleet, counts: false }, after: { fleet, counts: true } });
  await work.publish({ name: 'strike.renewed', subject: id, data: { ...placed(fleet), application } });
}

/** A ban that one lifted a moment ago is in force again; what began in between ends, as when it was given. */
export async function renewBan(work: Work, { id }: Id): Promise<Outcome<BanView>> {
  const ban = await findBan(work.db, id);
  if (ban === undefined) return refuse('not_found');
  const fleet = fleetOfBanList(ban.list);
  if (fleet === undefined && !(await mayBanOn(work, ban.list))) return refuse('beyond_own_rights');
  if (ban.liftedAt === undefined) return showBan(work, id);
  if (!isOwnAndFresh(work, ban.liftedBy, ban.liftedAt) || !(await renewBanRow(work.db, id, ban.liftedAt))) return refuse('too_late');
  await work.audit({ subjectKind: 'ban', subjectKey: id, before: { list: ban.list, lifted: true }, after: { list: ban.list, lifted: false } });
  await work.publish({ name: 'ban.added', subject: id, data: fleet === undefined ? {} : placed(fleet) });
  await work.enqueue('followBan', { ban: id, takeOut: false });
  return showBan(work, id);
}

/** A ban that one made a moment ago never was: nothing was decided by it yet (`waitsForBan`), whoever it concerned was told to come again in a moment. */
export async function undoBan(work: Work, { id }: Id): Promise<Outcome<Id>> {
  const ban = await findBan(work.db, id);
  if (ban === undefined) return refuse('not_found');
  const fleet = fleetOfBanList(ban.list);
  if (fleet === undefined && !(await mayBanOn(work, ban.list))) return refuse('beyond_own_rights');
  if (ban.liftedAt !== undefined || !isOwnAndFresh(work, ban.createdBy, ban.createdAt) || !(await deleteBanRow(work.db, id))) return refuse('too_late');
  await work.audit({ subjectKind: 'ban', subjectKey: id, before: { list: ban.list, person: ban.person ?? null, reason: ban.reason }, after: null });
  await work.publish({ name: 'ban.lifted', subject: id, data: fleet === undefined ? {} : placed(fleet) });
  return done({ id });
}

/**
 * An appeal that one answered a moment ago waits again: its strike counts, its application is rejected as before. Nobody was told yet. Not over
 * what was done with the application since.
 */
export async function undoAppealAnswer(work: Work, { id }: Id): Promise<Outcome<AppealView>> {
  const found = await findAppeal(work.db, id);
  if (found === undefined) return refuse('not_found');
  await lockFleet(work.db, found.fleet);
  const application = await lockApplication(work.db, found.application);
  const appeal = await findAppeal(work.db, id);
  if (appeal?.handledAt === undefined) return showAppeal(work, id);
  const { handledAt, fleet } = appeal;
  const strikes = await strikesLiftedAt(work.db, appeal.application, handledAt);
  const rejected = application === undefined ? undefined : await asBefore(work, application);
  if (!isOwnAndFresh(work, appeal.handledBy, handledAt) || application === undefined || rejected === undefined || !(await reopenAppealRow(work.db, id, handledAt))) return refuse('too_late');
  for (const strike of strikes) if (await renewStrikeRow(work.db, strike, handledAt)) await recordRenewed(work, { id: strike, fleet, application: application.id });
  if (application.state === 'in_review') await changeApplication(work.db, application.id, { state: 'rejected', decidedAt: rejected, endedAt: rejected });
  await work.audit({ subjectKind: 'appeal', subjectKey: id, before: { fleet, state: appeal.state }, after: { fleet, state: 'open' } });
  await work.publish({ name: 'appeal.reopened', subject: id, data: { ...placed(fleet), application: application.id } });
  return showAppeal(work, id);
}

/** When the application was rejected, as long as it stands as the answer left it: rejected still, or waiting and looked at by nobody. */
async function asBefore({ db, now }: Work, { id, state }: Application): Promise<Date | undefined> {
  const last = await lastDecision(db, id);
  const untouched = state === 'rejected' || (state === 'in_review' && !(await isClaimed(db, id, now)));
  return untouched && last?.decision === 'rejected' ? last.at : undefined;
}
