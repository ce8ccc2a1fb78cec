import { z } from 'zod';
import {
  acknowledgedSchema, acknowledgementsSchema, announcementsSchema, atAnnouncement, atMemberPage, findGroupsSchema, foundGroupsSchema, joinLinkSchema, listAnnouncementsSchema, memberPageSchema, readMemberPageSchema, postAnnouncementSchema, readAcknowledgementsSchema,
  readJoinLinkSchema, staffAnnouncementSchema,
} from '../../../common/contract/group-pages.ts';
import type { ProductParts } from '../../parts.ts';
import { operation, type Work } from '../../platform/index.ts';
import { acknowledgeAnnouncement, fleetOfAnnouncement, listAnnouncements, postAnnouncement, readAcknowledgements, withdrawAnnouncement } from '../actions/announcements.ts';
import { findGroups, readJoinLink } from '../actions/find-groups.ts';
import { readMemberPage, returnToGroup } from '../actions/member-page.ts';
import type { CodesPorts } from '../ports-codes.ts';

const ofFleet = (_work: Work, { fleet }: { fleet: string }) => ({ kind: 'fleet' as const, key: fleet });
const ofAnnouncement = async (work: Work, { announcement }: { announcement: string }) => {
  const key = await fleetOfAnnouncement(work, announcement);
  return key === undefined ? undefined : { kind: 'fleet' as const, key };
};

/** What members are told, how groups are found, and the links that never expire. */
export function groupsPagesOperations(parts: ProductParts, { isBarred }: Partial<CodesPorts>) {
  return {
    findGroups: operation({
      name: 'findGroups', method: 'get', path: '/groups/find', summary: 'Public groups by their whole number or a part of their name, archived ones last.',
      right: 'public', limit: { per: 'network', count: 60, seconds: 60 }, input: findGroupsSchema, output: foundGroupsSchema, action: (work, input) => findGroups(parts, work, input),
    }),
    readJoinLink: operation({
      name: 'readJoinLink', method: 'get', path: '/groups/links/{name}', summary: 'The link of a topic or fleet that never expires, with what it says of itself in both languages.',
      right: 'public', input: readJoinLinkSchema, output: joinLinkSchema, action: (work, { name }) => readJoinLink(parts, work, name),
    }),
    readMemberPage: operation({
      name: 'readMemberPage', method: 'get', path: '/groups/{group}/page', summary: 'What a group tells its members, and how who was admitted gets in.', description: 'For members, for those for whom a seat is held, and for who runs the group. For everybody else it is not there.',
      right: 'signed_in', keys: true, input: readMemberPageSchema, output: memberPageSchema, action: (work, input) => readMemberPage(parts, work, input),
    }),
    returnToGroup: operation({
      name: 'returnToGroup', method: 'post', path: '/me/groups/{group}/return', summary: 'Takes back that one left a group, within half an hour.',
      right: 'signed_in', refusals: ['too_late'], input: atMemberPage, output: z.object({ group: z.uuid() }), action: (work, { group }) => returnToGroup(parts, isBarred, work, group),
    }),
    acknowledgeAnnouncement: operation({
      name: 'acknowledgeAnnouncement', method: 'post', path: '/announcements/{announcement}/acknowledge', summary: 'A member confirms having read an announcement.',
      right: 'signed_in', keys: true, input: atAnnouncement, output: acknowledgedSchema, action: (work, { announcement }) => acknowledgeAnnouncement(work, announcement),
    }),
    listAnnouncements: operation({
      name: 'listAnnouncements', method: 'get', path: '/fleets/{fleet}/announcements', summary: 'What was announced to a fleet and its groups, with how many have confirmed it.',
      right: 'fleets.read', scope: ofFleet, input: listAnnouncementsSchema, output: announcementsSchema, action: (work, input) => listAnnouncements(work, input),
    }),
    postAnnouncement: operation({
      name: 'postAnnouncement', method: 'post', path: '/fleets/{fleet}/announcements', summary: 'Announces something to the members of a fleet or of one group.',
      right: 'groups.run', scope: ofFleet, idempotent: true, input: postAnnouncementSchema, output: staffAnnouncementSchema, action: (work, input) => postAnnouncement(work, input),
    }),
    withdrawAnnouncement: operation({
      name: 'withdrawAnnouncement', method: 'post', path: '/announcements/{announcement}/withdraw', summary: 'Takes an announcement down.',
      right: 'groups.run', scope: ofAnnouncement, input: atAnnouncement, output: staffAnnouncementSchema, action: (work, { announcement }) => withdrawAnnouncement(work, announcement, true),
    }),
    restoreAnnouncement: operation({
      name: 'restoreAnnouncement', method: 'post', path: '/announcements/{announcement}/restore', summary: 'Puts an announcement up again.',
      right: 'groups.run', scope: ofAnnouncement, input: atAnnouncement, output: staffAnnouncementSchema, action: (work, { announcement }) => withdrawAnnouncement(work, announcement, false),
    }),
    readAcknowledgements: operation({
      name: 'readAcknowledgements', method: 'get', path: '/announcements/{announcement}/acknowledgements', summary: 'Who of the members has confirmed an announcement, and who has not.',
      right: 'groups.run', scope: ofAnnouncement, input: readAcknowledgementsSchema, output: acknowledgementsSchema, action: (work, input) => readAcknowledgements(work, input),
    }),
  } as const;
}
