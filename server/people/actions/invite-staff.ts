import type { z } from 'zod';
import { invitationDays, type invitationSchema, type InvitationState, type invitationRefSchema, type invitationsListedSchema, type inviteStaffSchema, type listInvitationsSchema } from '../../../common/contract/staff.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { staffMailMessages } from '../../../common/locales/staff-mail/index.ts';
import { done, may, newId, newSecret, pageFrom, readCursor, refuse, rowsToRead, scopesWhere, secretHash, type Outcome, type Work } from '../../platform/index.ts';
import { accountOf } from '../account.ts';
import { mailboxOf } from '../rules/canonical-email.ts';
import { insertInvitation, listInvitations, renewInvitation, revokeInvitation as revoke, type Invitation } from '../store/invitations.ts';
import { findWrongScope, mayGiveRole, type Fleets } from './change-roles.ts';

type Answer = Outcome<z.input<typeof invitationSchema>>;
const dayMilliseconds = 24 * 3600_000;

export function invitationState({ acceptedAt, revokedAt, expiresAt }: Invitation, now: Date): InvitationState {
  if (acceptedAt !== undefined) return 'accepted';
  if (revokedAt !== undefined) return 'revoked';
  return expiresAt > now ? 'open' : 'expired';
}

function toView(invitation: Invitation, now: Date): z.input<typeof invitationSchema> {
  const { id, email, grants, language, note, invitedBy, acceptedBy, createdAt, sentAt, expiresAt, acceptedAt, revokedAt } = invitation;
  const endedAt = acceptedAt ?? revokedAt;
  return {
    id, email, grants, language, state: invitationState(invitation, now), createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(),
    ...(note === undefined ? {} : { note }),
    ...(invitedBy === undefined ? {} : { invitedBy }),
    ...(acceptedBy === undefined ? {} : { acceptedBy }),
    ...(sentAt === undefined ? {} : { sentAt: sentAt.toISOString() }),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
  };
}

/** True when who acts manages staff in every place that the invitation is about. */
function isWithinReach(work: Work, grants: Invitation['grants']): boolean {
  return grants.every(({ scope }) => may(work.actor, 'staff.manage', scope));
}

/** Invites somebody to roles that the inviter could give themselves. The link goes by mail to the address and nowhere else. */
export async function inviteStaff(fleets: Fleets, work: Work, { email, grants, language = work.language, note, days = invitationDays.usual }: z.output<typeof inviteStaffSchema>): Promise<Answer> {
  const read = accountOf('email', email);
  if (!read.ok) return refuse('invalid_input', { fields: [{ path: 'email', code: read.code }] });
  if (!isWithinReach(work, grants)) return refuse('not_found');
  for (const [index, grant] of grants.entries()) {
    const wrong = await findWrongScope(work, fleets, grant.scope);
    if (wrong !== undefined) return refuse('invalid_input', { fields: [{ path: `grants.${index}.scope`, code: wrong }] });
    if (!mayGiveRole(work.actor, grant)) return refuse('beyond_own_rights');
  }
  const token = newSecret();
  const id = newId(work.now);
  const expiresAt = new Date(work.now.getTime() + days * dayMilliseconds);
  const invitedBy = work.actor.kind === 'person' ? work.actor.id : null;
  await insertInvitation(work.db, { id, tokenHash: secretHash(token), email, canonical: read.account.canonical, grants, language, note, invitedBy, now: work.now, sentAt: work.now, expiresAt });
  await work.audit({ subjectKind: 'staff_invitation', subjectKey: id, before: null, after: { email, grants, days } });
  await work.publish({ name: 'people.staff_invited', subject: id });
  return sent(work, id, token);
}

/** Sends an invitation again, under a new link that holds as long as the first did. Who sends it vouches for it from now on. */
export async function resendInvitation(work: Work, { id }: z.output<typeof invitationRefSchema>): Promise<Answer> {
  const [invitation] = await listInvitations(work.db, { id, count: 1, now: work.now });
  if (invitation === undefined || invitation.personId !== undefined || !isWithinReach(work, invitation.grants)) return refuse('not_found');
  if (!invitation.grants.every((grant) => mayGiveRole(work.actor, grant))) return refuse('beyond_own_rights');
  const token = newSecret();
  const lifetime = invitation.expiresAt.getTime() - (invitation.sentAt ?? invitation.createdAt).getTime();
  const by = work.actor.kind === 'person' ? work.actor.id : null;
  if (!(await renewInvitation(work.db, id, { tokenHash: secretHash(token), by, now: work.now, expiresAt: new Date(work.now.getTime() + lifetime) }))) return refuse('not_found');
  await work.audit({ subjectKind: 'staff_invitation', subjectKey: id, before: { email: invitation.email, sent: 1 }, after: { email: invitation.email, sentAgain: true } });
  return sent(work, id, token);
}

/** Makes the link of an invitation useless. */
export async function revokeInvitation(work: Work, { id }: z.output<typeof invitationRefSchema>): Promise<Answer> {
  const [invitation] = await listInvitations(work.db, { id, count: 1, now: work.now });
  if (invitation === undefined || !isWithinReach(work, invitation.grants)) return refuse('not_found');
  if (!(await revoke(work.db, id, work.now))) return refuse('not_found');
  await work.audit({ subjectKind: 'staff_invitation', subjectKey: id, before: { email: invitation.email, revoked: false }, after: { email: invitation.email, revoked: true } });
  return answer(work, id);
}

/** Invitations, the latest first; who manages a fleet or a team only sees those for it. */
export async function readInvitations(work: Work, { state, cursor, limit }: z.output<typeof listInvitationsSchema>): Promise<Outcome<z.input<typeof invitationsListedSchema>>> {
  const place = readCursor(cursor, 1);
  if (!place.ok) return place;
  const after = place.value?.[0];
  if (after !== undefined && !(typeof after === 'string' && /^[0-9a-f-]{36}$/.test(after))) return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  const rows = await listInvitations(work.db, { ...(state === undefined ? {} : { state }), ...(after === undefined ? {} : { after }), within: scopesWhere(work.actor, 'staff.read'), count: rowsToRead(limit), now: work.now });
  return done(pageFrom(rows, limit, (row) => toView(row, work.now), (row) => [row.id]));
}

async function answer(work: Work, id: string): Promise<Answer> {
  const [invitation] = await listInvitations(work.db, { id, count: 1, now: work.now });
  return invitation === undefined ? refuse('not_found') : done(toView(invitation, work.now));
}

async function sent(work: Work, id: string, token: string): Promise<Answer> {
  const [invitation] = await listInvitations(work.db, { id, count: 1, now: work.now });
  if (invitation === undefined) return refuse('not_found');
  const t = translator(staffMailMessages, invitation.language);
  const address = `${work.publicAddress}/invitation?token=${token}`;
  const until = invitation.expiresAt.toLocaleDateString(invitation.language, { dateStyle: 'long', timeZone: work.timeZone });
  const by = invitation.invitedBy?.name;
  await work.sendMail({
    kind: 'staff.invitation',
    to: { address: mailboxOf(invitation.email) ?? invitation.email },
    language: invitation.language,
    subject: t('subject'),
    text: [by === undefined ? t('lead') : t('lead_by', { name: by }), ...(invitation.note === undefined ? [] : [t('note', { note: invitation.note })]), t('how'), address, t('until', { date: until }), t('not_you')].join('\n\n'),
    button: { label: t('button'), address },
    secret: true,
  });
  return done(toView(invitation, work.now));
}
