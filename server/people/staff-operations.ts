import { z } from 'zod';
import { rightsTableSchema } from '../../common/contract/persons.ts';
import { permissions, reachOf } from '../../common/contract/rights.ts';
import {
  acceptInvitationSchema, addOperatorSchema, changeRoleSchema, createTeamSchema, invitationAcceptedSchema, invitationRefSchema, invitationSchema, invitationsListedSchema, invitationTokenSchema, inviteStaffSchema,
  listInvitationsSchema, listStaffSchema, openInvitationSchema, operatorAddedSchema, operatorsListedSchema, renameTeamSchema, rolesChangedSchema, staffListedSchema, staffPolicyReadSchema, staffPolicySchema,
  teamRefSchema, teamSchema, teamsListedSchema, updateStaffPolicySchema,
} from '../../common/contract/staff.ts';
import type { ProductParts } from '../parts.ts';
import { done, operation } from '../platform/index.ts';
import { acceptInvitation, readInvitation } from './actions/accept-invitation.ts';
import { addOperator, listOperators } from './actions/add-operator.ts';
import { grantRole, listStaffMembers, revokeRole, type Fleets } from './actions/change-roles.ts';
import { archiveTeam, createTeam, readTeams, renameTeam, restoreTeam } from './actions/change-teams.ts';
import { inviteStaff, readInvitations, resendInvitation, revokeInvitation } from './actions/invite-staff.ts';
import { withoutLockingOut, withoutTakingLastWay } from './actions/last-way-in.ts';
import { readStaffPolicy, updateStaffPolicy } from './actions/staff-policy.ts';

const nothing = z.strictObject({});

/** Roles, teams, invitations, and what is asked of staff. */
export function createStaffOperations({ reader, canSignIn }: Pick<ProductParts, 'reader' | 'canSignIn'>) {
  const fleets: Fleets = () => reader.current().centre?.fleets.map(({ key }) => key) ?? [];
  return {
    readRightsTable: operation({
      name: 'readRightsTable', method: 'get', path: '/rights', summary: 'What each role may do.',
      right: 'staff.read', scope: 'any', input: nothing, output: rightsTableSchema,
      action: async () => done({
        items: permissions.map((permission) => {
          const [operator, moderator, agent] = [reachOf(permission, 'operator'), reachOf(permission, 'moderator'), reachOf(permission, 'agent')];
          return { permission, ...(operator && { operator }), ...(moderator && { moderator }), ...(agent && { agent }) };
        }),
      }),
    }),
    listStaff: operation({
      name: 'listStaff', method: 'get', path: '/staff', summary: 'People with roles, by name.',
      right: 'staff.read', scope: 'any', input: listStaffSchema, output: staffListedSchema, action: listStaffMembers,
    }),
    grantRole: operation({
      name: 'grantRole', method: 'post', path: '/people/{id}/roles', summary: 'Gives a person a role for the centre, a fleet or a team.',
      right: 'staff.manage', scope: (_work, { scope }) => scope, recent: true,
      input: changeRoleSchema, output: rolesChangedSchema, action: (work, input) => grantRole(fleets, work, input),
    }),
    revokeRole: operation({
      name: 'revokeRole', method: 'post', path: '/people/{id}/roles/revocations', summary: 'Takes a role from a person; their sessions end at once.',
      right: 'staff.manage', scope: (_work, { scope }) => scope, refusals: ['last_operator', 'no_operator_left'], input: changeRoleSchema, output: rolesChangedSchema, action: (work, input) => withoutLockingOut(canSignIn, work, () => revokeRole(work, input)),
    }),
    listTeams: operation({
      name: 'listTeams', method: 'get', path: '/teams', summary: 'Teams, with how many people have a role in each.',
      right: 'staff.read', scope: 'any', input: nothing, output: teamsListedSchema, action: readTeams,
    }),
    createTeam: operation({
      name: 'createTeam', method: 'post', path: '/teams', summary: 'Adds a team.',
      right: 'teams.edit', idempotent: true, refusals: ['already_exists'], input: createTeamSchema, output: teamSchema, action: createTeam,
    }),
    renameTeam: operation({
      name: 'renameTeam', method: 'patch', path: '/teams/{key}', summary: 'Renames a team.',
      right: 'teams.edit', input: renameTeamSchema, output: teamSchema, action: renameTeam,
    }),
    archiveTeam: operation({
      name: 'archiveTeam', method: 'post', path: '/teams/{key}/archive', summary: 'Sets a team aside.',
      right: 'teams.edit', input: teamRefSchema, output: teamSchema, action: archiveTeam,
    }),
    restoreTeam: operation({
      name: 'restoreTeam', method: 'post', path: '/teams/{key}/restore', summary: 'Takes a team up again.',
      right: 'teams.edit', input: teamRefSchema, output: teamSchema, action: restoreTeam,
    }),
    listInvitations: operation({
      name: 'listInvitations', method: 'get', path: '/staff/invitations', summary: 'Invitations of staff, the latest first.',
      right: 'staff.read', scope: 'any', input: listInvitationsSchema, output: invitationsListedSchema, action: readInvitations,
    }),
    inviteStaff: operation({
      name: 'inviteStaff', method: 'post', path: '/staff/invitations', summary: 'Invites somebody by mail to roles that the inviter could give.',
      right: 'staff.manage', scope: 'any', recent: true, idempotent: true, limit: { per: 'person', count: 60, seconds: 3600 },
      input: inviteStaffSchema, output: invitationSchema, action: (work, input) => inviteStaff(fleets, work, input),
    }),
    resendInvitation: operation({
      name: 'resendInvitation', method: 'post', path: '/staff/invitations/{id}/resend', summary: 'Sends an invitation again under a new link.',
      right: 'staff.manage', scope: 'any', recent: true, limit: { per: 'person', count: 60, seconds: 3600 },
      input: invitationRefSchema, output: invitationSchema, action: resendInvitation,
    }),
    revokeInvitation: operation({
      name: 'revokeInvitation', method: 'delete', path: '/staff/invitations/{id}', summary: 'Makes the link of an invitation useless.',
      right: 'staff.manage', scope: 'any', input: invitationRefSchema, output: invitationSchema, action: revokeInvitation,
    }),
    readInvitation: operation({
      name: 'readInvitation', method: 'get', path: '/invitation', summary: 'What an invitation is about, for who holds its link.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 60, seconds: 600 }, refusals: ['not_found'], input: invitationTokenSchema, output: openInvitationSchema, action: readInvitation,
    }),
    acceptInvitation: operation({
      name: 'acceptInvitation', method: 'post', path: '/invitation', summary: 'Accepts an invitation, once.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 60, seconds: 600, failuresOnly: true }, refusals: ['address_taken', 'invitation_for_another', 'not_found', 'sign_in_required'], input: acceptInvitationSchema, output: invitationAcceptedSchema, action: (work, input) => withoutTakingLastWay(canSignIn, work, 'address_taken', () => acceptInvitation(work, input)),
    }),
    readStaffPolicy: operation({
      name: 'readStaffPolicy', method: 'get', path: '/staff/policy', summary: 'What the centre asks of its staff.',
      right: 'staff.read', scope: 'any', input: nothing, output: staffPolicyReadSchema, action: readStaffPolicy,
    }),
    updateStaffPolicy: operation({
      name: 'updateStaffPolicy', method: 'put', path: '/staff/policy', summary: 'Asks staff for a second factor, or no longer.',
      right: 'sign_in.manage', recent: true, input: updateStaffPolicySchema, output: staffPolicySchema, action: updateStaffPolicy,
    }),
  } as const;
}

/** For the machine's own command line only: no address leads to them. */
export function createOperatorCommands({ canSignIn }: Pick<ProductParts, 'canSignIn'>) {
  return {
    addOperator: operation({
      name: 'addOperator', method: 'post', path: '/operators', summary: 'Makes somebody an operator and answers a link that lets them in, once.',
      right: 'staff.manage', pagesOnly: true, refusals: ['account_taken'], input: addOperatorSchema, output: operatorAddedSchema, action: (work, input) => withoutTakingLastWay(canSignIn, work, 'account_taken', () => addOperator(work, input)),
    }),
    listOperators: operation({
      name: 'listOperators', method: 'get', path: '/operators', summary: 'Everyone who is operator of the whole centre.',
      right: 'staff.manage', pagesOnly: true, input: nothing, output: operatorsListedSchema, action: listOperators,
    }),
  } as const;
}
