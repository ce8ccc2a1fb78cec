import type { z } from 'zod';
import {
  groupInvitationDays, groupInvitationUses, type createGroupInvitationSchema, type groupInvitationMadeSchema, type groupInvitationPageSchema, type GroupInvitation, type invitationUsesSchema, type listGroupInvitationsSchema, type listInvitationUsesSchema,
} from '../../../common/contract/entrances.ts';
import { findFleetRow } from '../../groups/index.ts';
import { accountOf, namesOf } from '../../people/index.ts';
import { done, may, newId, newSecret, pageFrom, readIdCursor, refuse, rowsToRead, secretHash, type Database, type Outcome, type Work } from '../../platform/index.ts';
import { fleetNames, fleetsWhere } from '../reach.ts';
import { invitationState, rightsToInvite } from '../rules/invitation.ts';
import { findInvitation, insertInvitation, listInvitations, listInvitationUses, revokeInvitation, type Invitation, type InvitedAccount } from '../store/invitations.ts';

const dayMilliseconds = 86_400_000;
type Answer = Outcome<GroupInvitation>;

/** Makes an invitation. Its token is answered once and never again; only its hash is kept. Nobody gives away more than they may (D3). */
export async function createInvitation(work: Work, { fleet, days = groupInvitationDays.usual, uses = groupInvitationUses.usual, priority, account, note = '' }: z.output<typeof createGroupInvitationSchema>): Promise<Outcome<z.input<typeof groupInvitationMadeSchema>>> {
  const row = await findFleetRow(work.db, fleet);
  if (row === undefined || row.removed) return refuse('not_found');
  if (!rightsToInvite(priority).every((permission) => may(work.actor, permission, { kind: 'fleet', key: fleet }))) return refuse('beyond_own_rights');
  if (account !== undefined && uses > 1) return refuse('invalid_input', { fields: [{ path: 'uses', code: 'personal_once' }] });
  const read = account === undefined ? undefined : accountOf(account.kind, account.account, account.issuer);
  if (read?.ok === false) return refuse('invalid_input', { fields: [{ path: read.code === 'account_issuer' ? 'account.issuer' : 'account.account', code: read.code }] });
  const token = newSecret();
  const id = newId(work.now);
  const invited: InvitedAccount | undefined = read?.account;
  const expiresAt = new Date(work.now.getTime() + days * dayMilliseconds);
  const createdBy = work.actor.kind === 'person' ? work.actor.id : undefined;
  await insertInvitation(work.db, { id, fleet, tokenHash: secretHash(token), account: invited, priority, usesGranted: uses, note, createdBy, createdAt: work.now, expiresAt });
  await work.audit({ subjectKind: 'group_invitation', subjectKey: id, before: null, after: { fleet, days, uses, ...(priority === undefined ? {} : { priority }), ...(invited === undefined ? {} : { account: invited.kind }) } });
  await work.publish({ name: 'invitation.created', subject: id, data: { fleet, scope: { kind: 'fleet', key: fleet } } });
  const made = await showInvitation(work, id);
  return made.ok ? done({ invitation: made.value, link: `${work.publicAddress}/i/${token}` }) : made;
}

/** Makes the link useless from now on; who came by it stays. */
export async function endInvitation(work: Work, id: string): Promise<Answer> {
  const invitation = await findInvitation(work.db, id);
  if (invitation === undefined) return refuse('not_found');
  if (await revokeInvitation(work.db, id, work.now)) {
    const { fleet } = invitation;
    await work.audit({ subjectKind: 'group_invitation', subjectKey: id, before: { fleet, revoked: false }, after: { fleet, revoked: true, usesLeft: invitation.usesLeft } });
    await work.publish({ name: 'invitation.revoked', subject: id, data: { fleet, scope: { kind: 'fleet', key: fleet } } });
  }
  return showInvitation(work, id);
}

/** Invitations of the fleets in which the reader manages them, the latest first. */
export async function readInvitations(work: Work, { fleet, state, cursor, limit }: z.output<typeof listGroupInvitationsSchema>): Promise<Outcome<z.input<typeof groupInvitationPageSchema>>> {
  const before = readIdCursor(cursor);
  if (!before.ok) return before;
  const rows = await listInvitations(work.db, { fleets: fleetsWhere(work.actor, 'invitations.manage', fleet), state, before: before.value }, work.now, rowsToRead(limit));
  const page = pageFrom(rows, limit, (row) => row, ({ id }) => [id]);
  return done({ ...page, items: await views(work, page.items) });
}

/** Who came by an invitation. */
export async function readInvitationUses(work: Work, { id, cursor, limit }: z.output<typeof listInvitationUsesSchema>): Promise<Outcome<z.input<typeof invitationUsesSchema>>> {
  const before = readIdCursor(cursor);
  if (!before.ok) return before;
  const rows = await listInvitationUses(work.db, id, before.value, rowsToRead(limit));
  const names = await namesOf(work.db, rows.flatMap(({ person }) => person ?? []));
  return done(pageFrom(rows, limit, ({ application, state, person, at, returnedAt }) => ({
    application, state, at: at.toISOString(),
    ...(person === undefined ? {} : { person: { id: person, name: names.get(person) ?? '' } }),
    ...(returnedAt === undefined ? {} : { returnedAt: returnedAt.toISOString() }),
  }), ({ application }) => [application]));
}

/** The fleet that an invitation is for: where the right must hold. */
export async function fleetOfInvitation(db: Database, id: string): Promise<string | undefined> {
  return (await findInvitation(db, id))?.fleet;
}

/** An invitation as moderators see it. */
export async function showInvitation(work: Work, id: string): Promise<Answer> {
  const invitation = await findInvitation(work.db, id);
  const [view] = invitation === undefined ? [] : await views(work, [invitation]);
  return view === undefined ? refuse('not_found') : done(view);
}

async function views(work: Pick<Work, 'db' | 'now' | 'language'>, rows: readonly Invitation[]): Promise<GroupInvitation[]> {
  const [names, fleets] = [await namesOf(work.db, rows.flatMap(({ createdBy }) => createdBy ?? [])), await fleetNames(work.db, rows.map(({ fleet }) => fleet), work.language)];
  return rows.map((row) => {
    const { id, fleet, priority, account, usesGranted, usesLeft, note, createdBy, createdAt, expiresAt, revokedAt, revision } = row;
    return {
      id, fleet, fleetName: fleets.get(fleet) ?? fleet, state: invitationState(row, work.now), usesGranted, usesLeft, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), revision,
      ...(priority === undefined ? {} : { priority }),
      ...(account === undefined ? {} : { account: { kind: account.kind, shown: account.typed } }),
      ...(note === '' ? {} : { note }),
      ...(createdBy === undefined ? {} : { createdBy: { id: createdBy, name: names.get(createdBy) ?? '' } }),
      ...(revokedAt === undefined ? {} : { revokedAt: revokedAt.toISOString() }),
    };
  });
}
