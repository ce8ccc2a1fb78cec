import {
  addFleetMemberSchema, fleetMemberAddedSchema, atInvitation, createGroupInvitationSchema, groupInvitationMadeSchema, groupInvitationPageSchema, groupInvitationSchema, invitationUsesSchema, listGroupInvitationsSchema, listInvitationUsesSchema, openedGroupInvitationSchema, openGroupInvitationSchema,
} from '../../../common/contract/entrances.ts';
import type { ProductParts } from '../../parts.ts';
import { operation, type Scope, type Work } from '../../platform/index.ts';
import { addMember } from '../actions/add-member.ts';
import { createInvitation, endInvitation, fleetOfInvitation, readInvitations, readInvitationUses } from '../actions/invitations.ts';
import { readOpenInvitation } from '../actions/redeem-invitation.ts';
import { nothingOutside } from '../ports.ts';
import { admissionImportingOperations } from './importing.ts';

const inFleet = (key: string): Scope => ({ kind: 'fleet', key });
const ofInvitation = async (work: Work, { id }: { id: string }): Promise<Scope | undefined> => {
  const fleet = await fleetOfInvitation(work.db, id);
  return fleet === undefined ? undefined : inFleet(fleet);
};

/** The other ways in: invitations, adding by hand and by program, lists of members. */
export function admissionEntrancesOperations(product: ProductParts) {
  const parts = { reader: product.reader, outside: nothingOutside };
  return {
    createGroupInvitation: operation({
      name: 'createGroupInvitation', method: 'post', path: '/group-invitations', summary: 'Makes an invitation to a fleet; its link is answered once.',
      description: 'Nobody gives away more than they may: a priority asks for the right to decide applications, staff for the right to manage staff. The link works no more when its issuer loses these rights.',
      right: 'invitations.manage', scope: (_work, { fleet }) => inFleet(fleet), idempotent: true, secretAnswer: true, refusals: ['beyond_own_rights'], limit: { per: 'person', count: 120, seconds: 3600 },
      input: createGroupInvitationSchema, output: groupInvitationMadeSchema, action: createInvitation,
    }),
    listGroupInvitations: operation({
      name: 'listGroupInvitations', method: 'get', path: '/group-invitations', summary: 'Invitations to fleets, the latest first.',
      right: 'invitations.manage', scope: 'any', input: listGroupInvitationsSchema, output: groupInvitationPageSchema, action: readInvitations,
    }),
    listGroupInvitationUses: operation({
      name: 'listGroupInvitationUses', method: 'get', path: '/group-invitations/{id}/uses', summary: 'Who used an invitation.',
      right: 'invitations.manage', scope: ofInvitation, input: listInvitationUsesSchema, output: invitationUsesSchema, action: readInvitationUses,
    }),
    revokeGroupInvitation: operation({
      name: 'revokeGroupInvitation', method: 'delete', path: '/group-invitations/{id}', summary: 'Makes the link of an invitation useless; who came by it stays.',
      right: 'invitations.manage', scope: ofInvitation, input: atInvitation, output: groupInvitationSchema, action: (work, { id }) => endInvitation(work, id),
    }),
    readGroupInvitation: operation({
      name: 'readGroupInvitation', method: 'post', path: '/group-invitations/open', summary: 'Where an invitation leads, for who holds its link.',
      description: 'A link that is used up, over, revoked or made up is answered like one that never was.',
      right: 'public', limit: { per: 'network', count: 60, seconds: 600 }, refusals: ['not_found'], input: openGroupInvitationSchema, output: openedGroupInvitationSchema, action: (work, { token }) => readOpenInvitation(work, token),
    }),
    addFleetMember: operation({
      name: 'addFleetMember', method: 'post', path: '/fleets/{fleet}/members', summary: 'Lets a person in, or whoever proves an account.',
      description: 'Nothing is asked of them; the bars, strikes and seats of every other entrance hold. Whoever has a seat already is answered with it, and `already`. A priority asks for the right to decide applications, staff for the right to manage staff.',
      right: 'members.manage', scope: (_work, { fleet }) => inFleet(fleet), idempotent: true, refusals: ['beyond_own_rights'], limit: { per: 'person', count: 600, seconds: 3600 },
      input: addFleetMemberSchema, output: fleetMemberAddedSchema, action: (work, input) => addMember(work, parts, input),
    }),
    ...admissionImportingOperations(product),
  } as const;
}
