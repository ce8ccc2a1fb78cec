import type { OpenedGroupInvitation } from '../../../common/contract/entrances.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { findFleetRow } from '../../groups/index.ts';
import { identitiesOf, namesOf, standingOf } from '../../people/index.ts';
import { done, refuse, secretHash, type Database, type Outcome, type Work } from '../../platform/index.ts';
import { invitationState, isInvited, mayInvite } from '../rules/invitation.ts';
import { findInvitation, findInvitationByToken, returnInvitationUse, takeInvitationUse, type Invitation } from '../store/invitations.ts';

const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/**
 * The invitation that a link opens now; undefined for one that is used up, over, revoked or made up, for whatever else was sent instead of a
 * token, and when its issuer may not give so much any more: all of these look alike (D2, D3).
 */
export async function openInvitation(db: Database, token: unknown, now: Date): Promise<Invitation | undefined> {
  if (typeof token !== 'string' || !tokenForm.test(token)) return undefined;
  const invitation = await findInvitationByToken(db, secretHash(token));
  if (invitation === undefined || invitationState(invitation, now) !== 'open') return undefined;
  return (await isStillGiven(db, invitation)) ? invitation : undefined;
}

/** A link gives no more than its issuer may give now. Those of the machine's command line are nobody's. */
async function isStillGiven(db: Database, { createdBy, fleet, priority }: Invitation): Promise<boolean> {
  if (createdBy === undefined) return true;
  const issuer = await standingOf(db, createdBy);
  return issuer?.may === true && mayInvite(issuer.grants, fleet, priority);
}

/** The open invitation of this token with which this person may apply to the fleet; a personal one asks for the account that it names, proven. */
export async function invitationFor(db: Database, token: unknown, { fleet, person }: { fleet: string; person: string }, now: Date): Promise<Invitation | undefined> {
  const invitation = await openInvitation(db, token, now);
  if (invitation?.fleet !== fleet) return undefined;
  return invitation.account === undefined || isInvited(invitation.account, await identitiesOf(db, person)) ? invitation : undefined;
}

/** The same for an application that was begun with the link before its applicant was known. */
export async function invitationById(db: Database, id: string, { fleet, person }: { fleet: string; person: string }, now: Date): Promise<Invitation | undefined> {
  const invitation = await findInvitation(db, id);
  if (invitation?.fleet !== fleet || invitationState(invitation, now) !== 'open' || !(await isStillGiven(db, invitation))) return undefined;
  return invitation.account === undefined || isInvited(invitation.account, await identitiesOf(db, person)) ? invitation : undefined;
}

type Doing = Pick<Work, 'db' | 'now' | 'publish'>;

/** Takes a use in the transaction of the application; false when somebody else took the last one meanwhile (D13). */
export async function takeUse(work: Doing, invitation: string, application: { id: string; personId?: string | null | undefined }): Promise<boolean> {
  if (!(await takeInvitationUse(work.db, { invitation, application: application.id, person: application.personId ?? null }, work.now))) return false;
  const known = await findInvitation(work.db, invitation);
  if (known !== undefined) await work.publish({ name: 'invitation.used', subject: invitation, data: { fleet: known.fleet, scope: { kind: 'fleet', key: known.fleet }, application: application.id } });
  return true;
}

/**
 * Takes the use again that was given back when an application was rejected, since it is looked at anew: also after the end of the link, while
 * one is left. False when others have had them all, or the link was revoked.
 */
export async function takeUseAgain(work: Doing, { id, invitationId, personId }: { id: string; invitationId: string; personId: string | undefined }): Promise<boolean> {
  return takeInvitationUse(work.db, { invitation: invitationId, application: id, person: personId ?? null, again: true }, work.now);
}

/** Gives the use of an application back that came to nothing: it was withdrawn, rejected, or its seat was not taken up. */
export async function giveUseBack(db: Database, application: string, now: Date): Promise<boolean> {
  return returnInvitationUse(db, application, now);
}

/** Where an invitation leads, for who holds its link. Looking changes nothing. */
export async function readOpenInvitation(work: Work, token: unknown): Promise<Outcome<OpenedGroupInvitation>> {
  const invitation = await openInvitation(work.db, token, work.now);
  const fleet = invitation === undefined ? undefined : await findFleetRow(work.db, invitation.fleet);
  if (invitation === undefined || fleet === undefined || fleet.removed) return refuse('not_found');
  const { priority, createdBy, expiresAt, account } = invitation;
  const by = createdBy === undefined ? undefined : (await namesOf(work.db, [createdBy])).get(createdBy);
  const { settings } = fleet;
  return done({
    fleet: fleet.key, fleetName: inLanguage(settings.name ?? settings.topicName, work.language), topicName: inLanguage(settings.topicName, work.language), expiresAt: expiresAt.toISOString(), personal: account !== undefined,
    ...(priority === undefined ? {} : { priority }),
    ...(by === undefined ? {} : { by }),
    ...(account === undefined || work.actor.kind !== 'person' ? {} : { forYou: isInvited(account, await identitiesOf(work.db, work.actor.id)) }),
  });
}
