import type { z } from 'zod';
import type { acceptInvitationSchema, invitationAcceptedSchema, invitationTokenSchema, openInvitationSchema } from '../../../common/contract/staff.ts';
import { done, refuse, secretHash, type Database, type Outcome, type Work } from '../../platform/index.ts';
import { accountOf } from '../account.ts';
import type { Account } from '../rules/account.ts';
import { mayGive } from '../rules/giving.ts';
import { grantsOf } from '../store/grants.ts';
import { findOwner } from '../store/identities.ts';
import { listInvitations, setAccepter, takeInvitation, type Invitation } from '../store/invitations.ts';
import { createPerson, findPerson, lockPerson } from '../store/persons.ts';
import { endSessionsOf } from './end-sessions.ts';
import { grantRoles } from './grant-roles.ts';
import { invitationState } from './invite-staff.ts';
import { proveIdentity } from './prove-identity.ts';
import { startSession } from './start-session.ts';

type Accepted = Outcome<z.input<typeof invitationAcceptedSchema>>;

/** An invitation that its link can still open; undefined for used, expired, revoked and made-up ones alike (D2). */
async function findOpen(work: Work, token: string): Promise<Invitation | undefined> {
  const [invitation] = await listInvitations(work.db, { tokenHash: secretHash(token), count: 1, now: work.now });
  if (invitation === undefined || invitationState(invitation, work.now) !== 'open') return undefined;
  return (await isStillGiven(work.db, invitation)) ? invitation : undefined;
}

/** An invitation gives no more than its issuer may give now (D3). Those of the machine's command line are not anybody's. */
async function isStillGiven(db: Database, { invitedById, personId, grants }: Invitation): Promise<boolean> {
  if (invitedById === undefined) return true;
  const issuer = await findPerson(db, invitedById);
  if (issuer === undefined || issuer.disabled || issuer.mergedInto !== undefined || personId !== undefined) return false;
  const own = await grantsOf(db, invitedById);
  return grants.every((grant) => mayGive(own, grant));
}

/** Whom an invitation is for, if they have an entry already. */
async function holderOf(db: Database, invitation: Invitation): Promise<{ id: string; name: string; disabled: boolean } | undefined> {
  if (invitation.personId !== undefined) return findPerson(db, invitation.personId);
  const account = accountIn(invitation);
  const owner = account === undefined ? undefined : await findOwner(db, account);
  return owner === undefined ? undefined : { id: owner.personId, name: owner.name, disabled: owner.disabled };
}

function accountIn({ email }: Invitation): Account | undefined {
  const read = accountOf('email', email);
  return read.ok ? read.account : undefined;
}

/** What has to happen before who looks at it can accept. The machine's own link lets its person in; an address of somebody asks them to sign in. */
function needs(work: Work, invitation: Invitation, holder: { id: string } | undefined): z.infer<typeof openInvitationSchema>['needs'] {
  if (invitation.personId !== undefined) return 'nothing';
  if (work.actor.kind === 'person') return holder?.id === work.actor.id ? 'nothing' : 'other_account';
  return holder === undefined ? 'name' : 'sign_in';
}

/** What the page of an invitation shows to who holds its link. Looking changes nothing: scanners of mail look too. */
export async function readInvitation(work: Work, { token }: z.output<typeof invitationTokenSchema>): Promise<Outcome<z.input<typeof openInvitationSchema>>> {
  const invitation = await findOpen(work, token);
  const holder = invitation === undefined ? undefined : await holderOf(work.db, invitation);
  if (invitation === undefined || holder?.disabled === true) return refuse('not_found');
  const { email, note, grants, invitedBy, expiresAt } = invitation;
  return done({
    email, grants, needs: needs(work, invitation, holder), expiresAt: expiresAt.toISOString(),
    ...(note === undefined ? {} : { note }),
    ...(invitedBy === undefined ? {} : { by: invitedBy.name }),
    ...(holder === undefined ? {} : { name: holder.name }),
  });
}

/**
 * Accepts an invitation, once (D13). The link went to the address, so holding it proves the address; whoever has an account with it signs in
 * first, with all that their account asks for, and whoever is signed in as somebody else is refused (D3).
 */
export async function acceptInvitation(work: Work, { token, name }: z.output<typeof acceptInvitationSchema>): Promise<Accepted> {
  const taken = await takeInvitation(work.db, secretHash(token), work.now);
  const [invitation] = taken === undefined ? [] : await listInvitations(work.db, { id: taken, count: 1, now: work.now });
  if (invitation === undefined || !(await isStillGiven(work.db, invitation))) return refuse('not_found');
  const holder = await holderOf(work.db, invitation);
  if (holder?.disabled === true) return refuse('not_found');
  const needed = needs(work, invitation, holder);
  if (needed === 'other_account') return refuse('invitation_for_another');
  if (needed === 'sign_in') return refuse('sign_in_required');
  if (invitation.personId !== undefined) return letIn(work, invitation, invitation.personId);
  if (holder !== undefined) return joinAs(work, invitation, holder);
  if (name === undefined) return refuse('invalid_input', { fields: [{ path: 'name', code: 'required' }] });
  const account = accountIn(invitation);
  if (account === undefined) return refuse('not_found');
  const person = { id: await createPerson(work.db, { name, language: invitation.language, now: work.now }), name };
  if ((await proveIdentity(work, person.id, account, 'magic_link')) !== 'proven') return refuse('address_taken');
  await giveRoles(work, invitation, person);
  const { token: session, expiresAt } = await startSession(work, person, { method: 'invitation', secondFactor: false });
  return done({ name, started: { token: session, expiresAt } });
}

/** The machine's link: its person is let in, and every session they had ends. Their roles were given when it was printed. */
async function letIn(work: Work, invitation: Invitation, personId: string): Promise<Accepted> {
  const person = await lockPerson(work.db, personId);
  if (person === undefined || person.disabled || person.erased || person.mergedInto !== undefined) return refuse('not_found');
  await setAccepter(work.db, invitation.id, personId);
  await endSessionsOf(work, personId);
  await work.audit({ subjectKind: 'person', subjectKey: personId, before: { name: person.name, signedIn: false }, after: { name: person.name, signedIn: true }, by: { id: personId, name: person.name } });
  const { token, expiresAt } = await startSession(work, person, { method: 'invitation', secondFactor: false });
  return done({ name: person.name, started: { token, expiresAt } });
}

async function joinAs(work: Work, invitation: Invitation, { id }: { id: string }): Promise<Accepted> {
  const person = await lockPerson(work.db, id);
  if (person === undefined || person.disabled || person.mergedInto !== undefined) return refuse('not_found');
  await giveRoles(work, invitation, person);
  return done({ name: person.name });
}

async function giveRoles(work: Work, invitation: Invitation, person: { id: string; name: string }): Promise<void> {
  const before = await grantsOf(work.db, person.id);
  await grantRoles({ ...work, grantedBy: invitation.invitedById ?? null }, person.id, invitation.grants);
  await setAccepter(work.db, invitation.id, person.id);
  await work.audit({ subjectKind: 'person', subjectKey: person.id, before: { name: person.name, roles: before }, after: { name: person.name, roles: await grantsOf(work.db, person.id) }, by: person });
  await work.publish({ name: 'people.invitation_accepted', subject: invitation.id, data: { person: person.id } });
}
