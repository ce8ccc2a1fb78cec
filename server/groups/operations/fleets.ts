import { z } from 'zod';
import {
  activateGroupSchema, atFleet, atGroup, endGroupSchema, fleetMergeSchema, fleetMergesSchema, fleetPartedSchema, fleetStandingsSchema, headCountSchema, historySchema, holdGroupSchema, listFleetStandingsSchema, listHistorySchema,
  mergeFleetsSchema, messageCountsEnteredSchema, messageCountsSchema, messageDaysSchema, openGroupSchema, renameFleetSchema, undoFleetMergeSchema, updateGroupSchema,
} from '../../../common/contract/fleet-operations.ts';
import { fleetStandingSchema, groupStandingSchema } from '../../../common/contract/groups.ts';
import type { ProductParts } from '../../parts.ts';
import { operation } from '../../platform/index.ts';
import { activateGroup, holdGroup, openGroup, updateGroup } from '../actions/change-group.ts';
import { enterHeadCount, enterMessageCounts, readMessageCounts } from '../actions/count-heads.ts';
import { archiveGroup, dissolveGroup, restoreGroup } from '../actions/end-group.ts';
import { mergeFleets, previewFleetMerge, renameFleet } from '../actions/move-fleets.ts';
import { listFleetMerges, undoFleetMerge } from '../actions/undo-merge.ts';
import { listFleetStandings, listGroupHistory, readFleetStanding } from '../actions/standings.ts';
import type { GroupsPorts } from '../ports.ts';
import { inFleet, ofGroup } from './places.ts';

export function groupsFleetsOperations(parts: ProductParts, ports: GroupsPorts) {
  return { ...standings(ports), ...groups(parts), ...ends(parts), ...counts(parts, ports), ...wholes(parts, ports) } as const;
}

function standings(ports: GroupsPorts) {
  return {
    listFleetStandings: operation({
      name: 'listFleetStandings', method: 'get', path: '/fleet-standings', summary: 'Fleets with their groups as they stand now.',
      description: 'Those for which you have the right. Heads are members, heads that were counted besides, and seats that are held.',
      right: 'fleets.read', scope: 'any', input: listFleetStandingsSchema, output: fleetStandingsSchema, action: (work, input) => listFleetStandings(ports, work, input),
    }),
    readFleetStanding: operation({
      name: 'readFleetStanding', method: 'get', path: '/fleet-standings/{fleet}', summary: 'A fleet with its groups as they stand now.',
      right: 'fleets.read', scope: inFleet, input: atFleet, output: fleetStandingSchema, action: (work, { fleet }) => readFleetStanding(ports, work, fleet),
    }),
    listGroupHistory: operation({
      name: 'listGroupHistory', method: 'get', path: '/fleet-standings/{fleet}/history', summary: 'What happened to the groups of a fleet and why, the latest first.',
      right: 'fleets.read', scope: inFleet, input: listHistorySchema, output: historySchema, action: listGroupHistory,
    }),
  } as const;
}

function groups(parts: ProductParts) {
  return {
    openGroup: operation({
      name: 'openGroup', method: 'post', path: '/fleet-standings/{fleet}/groups', summary: 'Opens a further group, or says that one is being prepared.',
      description: 'A fleet opens its next group by itself before it is needed; this is for opening one earlier, or one with a name of its own.',
      right: 'groups.run', scope: inFleet, idempotent: true, refusals: ['maximum_groups', 'certificate_needed'], input: openGroupSchema, output: groupStandingSchema, action: (work, input) => openGroup(parts, work, input),
    }),
    updateGroup: operation({
      name: 'updateGroup', method: 'patch', path: '/groups/{group}', summary: 'Changes what is said of a group: number, link, note, conditions, documents, owner.',
      description: 'Fields that are left out stay; null takes a value away. The group is changed in the description of the centre as well.',
      right: 'groups.run', scope: ofGroup, refusals: ['stale_revision', 'certificate_needed'], input: updateGroupSchema, output: groupStandingSchema, action: (work, input) => updateGroup(parts, work, input),
    }),
    activateGroup: operation({
      name: 'activateGroup', method: 'post', path: '/groups/{group}/activation', summary: 'A group that was prepared takes people from now on.',
      right: 'groups.run', scope: ofGroup, refusals: ['group_state', 'maximum_groups', 'certificate_needed'], input: activateGroupSchema, output: groupStandingSchema, action: (work, input) => activateGroup(parts, work, input),
    }),
    holdGroup: operation({
      name: 'holdGroup', method: 'post', path: '/groups/{group}/hold', summary: 'Holds by hand what a group takes, with a reason, or lets its seats decide again.',
      right: 'groups.end', scope: ofGroup, input: holdGroupSchema, output: groupStandingSchema, action: (work, input) => holdGroup(parts, work, input),
    }),
  } as const;
}

function ends(parts: ProductParts) {
  return {
    archiveGroup: operation({
      name: 'archiveGroup', method: 'post', path: '/groups/{group}/archive', summary: 'Archives a group: it can be read and found, and takes nobody.',
      right: 'groups.end', scope: ofGroup, refusals: ['group_state', 'last_open_group'], input: endGroupSchema, output: groupStandingSchema, action: (work, input) => archiveGroup(parts, work, input),
    }),
    restoreGroup: operation({
      name: 'restoreGroup', method: 'post', path: '/groups/{group}/restore', summary: 'An archived group lives again.',
      right: 'groups.end', scope: ofGroup, refusals: ['group_state', 'maximum_groups'], input: atGroup, output: groupStandingSchema, action: (work, input) => restoreGroup(parts, work, input),
    }),
    dissolveGroup: operation({
      name: 'dissolveGroup', method: 'post', path: '/groups/{group}/dissolution', summary: 'Dissolves a group for good; every seat in it ends.',
      right: 'groups.end', scope: ofGroup, refusals: ['group_state', 'last_open_group'], input: endGroupSchema, output: z.object({ seats: z.int().min(0) }), action: (work, input) => dissolveGroup(parts, work, input),
    }),
  } as const;
}

function counts(parts: ProductParts, ports: GroupsPorts) {
  return {
    enterHeadCount: operation({
      name: 'enterHeadCount', method: 'post', path: '/groups/{group}/head-count', summary: 'Writes how many heads were counted where the group lives.',
      right: 'groups.run', scope: ofGroup, input: headCountSchema, output: groupStandingSchema, action: (work, input) => enterHeadCount(parts, work, input),
    }),
    enterMessageCounts: operation({
      name: 'enterMessageCounts', method: 'post', path: '/groups/{group}/message-counts', summary: 'Writes how many messages were counted on some days, corrects them, or takes them away.',
      right: 'groups.run', scope: ofGroup, input: messageCountsSchema, output: messageCountsEnteredSchema, action: (work, input) => enterMessageCounts(parts, work, input),
    }),
    readMessageCounts: operation({
      name: 'readMessageCounts', method: 'get', path: '/groups/{group}/message-counts', summary: 'Messages of a group on each of the last 30 days, as far as they are known, and who entered them.',
      right: 'fleets.read', scope: ofGroup, input: atGroup, output: messageDaysSchema, action: (work, { group }) => readMessageCounts(parts, ports.messageCounts, work, group),
    }),
  } as const;
}

function wholes(parts: ProductParts, ports: GroupsPorts) {
  return {
    renameFleet: operation({
      name: 'renameFleet', method: 'post', path: '/fleet-standings/{fleet}/key', summary: 'Gives a fleet another key; its old link leads on, and whatever names it follows.',
      right: 'groups.end', scope: inFleet, refusals: ['already_exists'], input: renameFleetSchema, output: fleetStandingSchema, action: (work, input) => renameFleet(parts, ports, work, input),
    }),
    previewFleetMerge: operation({
      name: 'previewFleetMerge', method: 'get', path: '/fleet-standings/{fleet}/merge-preview', summary: 'What would go over when a fleet is merged into another.',
      right: 'groups.end', scope: inFleet, input: mergeFleetsSchema, output: fleetMergeSchema, action: (work, input) => previewFleetMerge(ports, work, input),
    }),
    mergeFleets: operation({
      name: 'mergeFleets', method: 'post', path: '/fleet-standings/{fleet}/merge', summary: 'Merges a fleet into another with its groups, seats and whoever waits; its old link leads on. It can be undone for ten minutes.',
      right: 'groups.end', scope: inFleet, refusals: ['maximum_groups'], input: mergeFleetsSchema, output: fleetStandingSchema, action: (work, input) => mergeFleets(parts, ports, work, input),
    }),
    listFleetMerges: operation({
      name: 'listFleetMerges', method: 'get', path: '/fleet-standings/{fleet}/merges', summary: 'Fleets that became part of a fleet and can still be parted from it.',
      right: 'groups.end', scope: inFleet, input: atFleet, output: fleetMergesSchema, action: listFleetMerges,
    }),
    undoFleetMerge: operation({
      name: 'undoFleetMerge', method: 'post', path: '/fleet-standings/{fleet}/merges/undo', summary: 'Parts a fleet from the one that it became part of, with everyone who is in its groups now.',
      description: 'Groups go back under their old names. Who came since stays where their seat is, and what was changed at the other fleet stays changed. A seat that ended because its holder had two stands again where there is room.',
      right: 'groups.end', scope: inFleet, refusals: ['too_late', 'already_exists', 'merge_changed'], input: undoFleetMergeSchema, output: fleetPartedSchema, action: (work, input) => undoFleetMerge(parts, ports, work, input),
    }),
  } as const;
}
