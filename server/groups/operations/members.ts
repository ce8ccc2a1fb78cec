import { z } from 'zod';
import { addBotSchema, atGroup, listDeparturesSchema, listFleetMembersSchema, listGroupMembersSchema, ownGroupsSchema, removeGroupMemberSchema, seatPageSchema, seatViewSchema } from '../../../common/contract/fleet-operations.ts';
import type { ProductParts } from '../../parts.ts';
import { operation } from '../../platform/index.ts';
import { confirmGroupSeat } from '../actions/confirm-member.ts';
import { addBot, leaveGroup, listDepartures, listFleetMembers, listGroupMembers, listOwnGroups } from '../actions/members.ts';
import { removeGroupMember, returnGroupMember } from '../actions/remove-member.ts';
import type { CodesPorts } from '../ports-codes.ts';
import { inFleet, ofGroup, ofSeat } from './places.ts';

export function groupsMembersOperations(parts: ProductParts, { isBarred }: Partial<CodesPorts> = {}) {
  return {
    listGroupMembers: operation({
      name: 'listGroupMembers', method: 'get', path: '/groups/{group}/members', summary: 'Who is in a group, and for whom a seat is held there.',
      right: 'members.manage', scope: ofGroup, input: listGroupMembersSchema, output: seatPageSchema, action: listGroupMembers,
    }),
    listFleetMembers: operation({
      name: 'listFleetMembers', method: 'get', path: '/fleet-standings/{fleet}/members', summary: 'Who is in any group of a fleet, and for whom a seat is held.',
      right: 'members.manage', scope: inFleet, input: listFleetMembersSchema, output: seatPageSchema, action: listFleetMembers,
    }),
    listDepartures: operation({
      name: 'listDepartures', method: 'get', path: '/fleet-standings/{fleet}/departures', summary: 'Who left the groups of a fleet, when and why.',
      right: 'members.manage', scope: inFleet, input: listDeparturesSchema, output: seatPageSchema, action: listDepartures,
    }),
    confirmGroupSeat: operation({
      name: 'confirmGroupSeat', method: 'post', path: '/seats/{seat}/arrival', summary: 'Says that whoever a seat is held for got in, where the platform does not tell.',
      right: 'members.manage', scope: ofSeat, refusals: ['seat_ended', 'group_state', 'applicant_barred'], input: z.strictObject({ seat: z.uuid() }), output: seatViewSchema, action: (work, input) => confirmGroupSeat(parts, isBarred, work, input),
    }),
    removeGroupMember: operation({
      name: 'removeGroupMember', method: 'post', path: '/seats/{seat}/removal', summary: 'Takes somebody or a bot out of a group.',
      right: 'members.manage', scope: ofSeat, refusals: ['seat_ended'], input: removeGroupMemberSchema, output: seatViewSchema, action: (work, input) => removeGroupMember(parts, work, input),
    }),
    returnGroupMember: operation({
      name: 'returnGroupMember', method: 'post', path: '/seats/{seat}/return', summary: 'Takes a removal back, as long as the group has room; a seat that was held is held again for some seconds only.',
      right: 'members.manage', scope: ofSeat, refusals: ['seat_ended', 'seat_already', 'no_seat_left', 'applicant_barred', 'too_late'], input: z.strictObject({ seat: z.uuid() }), output: seatViewSchema, action: (work, input) => returnGroupMember(parts, isBarred, work, input),
    }),
    addBot: operation({
      name: 'addBot', method: 'post', path: '/groups/{group}/bots', summary: 'Gives a bot a seat in a group, from the share of the staff when it is frozen.',
      right: 'groups.run', scope: ofGroup, idempotent: true, refusals: ['no_seat_left'], input: addBotSchema, output: seatViewSchema, action: (work, input) => addBot(parts, work, input),
    }),
    listOwnGroups: operation({
      name: 'listOwnGroups', method: 'get', path: '/me/groups', summary: 'The groups in which you have a seat, or one is held for you.',
      right: 'signed_in', input: z.strictObject({}), output: ownGroupsSchema, action: listOwnGroups,
    }),
    leaveGroup: operation({
      name: 'leaveGroup', method: 'post', path: '/me/groups/{group}/leave', summary: 'Gives up your seat in a group.',
      right: 'signed_in', input: atGroup, output: z.object({ left: z.literal(true) }), action: (work, input) => leaveGroup(parts, work, input),
    }),
  } as const;
}
