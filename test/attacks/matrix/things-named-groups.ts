import { passOf } from '../../../server/groups/actions/code-picture.ts';
import type { Kind } from './things-kinds.ts';
import type { Named } from './things-named.ts';
import type { World } from './things-world.ts';

const at = (table: string, kind: Kind) => async ({ revision, mine }: World) => ({ revision: await revision(table, mine[kind]) });
const fleet: Named = { fields: { fleet: 'fleet' } };
const group: Named = { fields: { group: 'group' } };

const ofStandings: Record<string, Named> = {
  readFleetStanding: fleet,
  listGroupHistory: { fields: { fleet: 'fleet', group: 'group' } },
  openGroup: { ...fleet, body: () => ({ state: 'preparing', note: 'One more' }) },
  updateGroup: { ...group, body: async (world) => ({ changes: { note: 'Another note' }, ...(await at('fleet_group', 'group')(world)) }) },
  holdGroup: { ...group, body: () => ({ held: 'frozen', reason: 'x' }) },
  enterHeadCount: { ...group, body: () => ({ count: 12 }) },
  undoHeadCount: { ...group, found: [200, 409] },
  enterMessageCounts: { ...group, body: () => ({ days: [{ day: '2026-11-17', count: 3 }] }) },
  readMessageCounts: group,
  activateGroup: { ...group, found: [409] },
  undoGroupActivation: { ...group, found: [409] },
  archiveGroup: { fields: { group: 'oldGroup' } },
  restoreGroup: { fields: { group: 'oldGroup' } },
  dissolveGroup: { fields: { group: 'oldGroup' }, body: () => ({ reason: 'x' }) },
};

/** These leave a fleet with another name, or none; they come last. */
const ofWholeFleets: Record<string, Named> = {
  previewFleetMerge: { fields: { fleet: 'spareFleet', into: 'fleet' } },
  listFleetMerges: fleet,
  undoFleetMerge: { ...fleet, body: () => ({ from: 'canary-nothing' }), found: [409] },
  mergeFleets: { fields: { fleet: 'spareFleet', into: 'fleet' }, found: [200, 400] },
  renameFleet: { ...fleet, body: () => ({ key: 'canary-renamed' }) },
};

const ofMembers: Record<string, Named> = {
  listGroupMembers: group,
  listFleetMembers: fleet,
  listDepartures: { fields: { fleet: 'fleet', group: 'group' } },
  confirmGroupSeat: { fields: { seat: 'seat' }, found: [200, 409] },
  removeGroupMember: { fields: { seat: 'seat' } },
  returnGroupMember: { fields: { seat: 'seat' } },
  addBot: { ...group, body: () => ({ name: 'a bot' }) },
  readMemberPage: { fields: { group: 'ownGroup' }, also: 'groups.run' },
  leaveGroup: { fields: { group: 'ownGroup' } },
  returnToGroup: { fields: { group: 'ownGroup' } },
  acknowledgeAnnouncement: { fields: { announcement: 'ownAnnouncement' } },
};

const announcement: Named = { fields: { announcement: 'announcement' } };
const ofPages: Record<string, Named> = {
  listAnnouncements: fleet,
  postAnnouncement: { fields: { fleet: 'fleet', group: 'group' }, body: () => ({ title: 'x', body: 'x' }) },
  withdrawAnnouncement: announcement,
  restoreAnnouncement: announcement,
  readAcknowledgements: announcement,
  readJoinLink: { fields: { name: 'fleet' } },
};

const code: Named = { fields: { code: 'code' } };
const ofCodes: Record<string, Named> = {
  listGroupCodes: fleet,
  enterGroupCode: { ...group, body: () => ({ content: 'https://qm.qq.com/q/another', expires: '永久有效' }) },
  reportDeadCode: { ...code, absent: 200 },
  readScanPage: fleet,
  readCodePicture: { ...code, body: ({ centre, mine }) => ({ pass: passOf(centre.app.ground.secrets, mine.code) }), found: [200, 404] },
  markCodeDead: code,
  reviveGroupCode: { ...code, found: [200, 409] },
  checkJoinCodes: { ...fleet, body: () => ({ codes: ['ABCD2345'] }) },
  listCheckLinks: fleet,
  createCheckLink: { ...fleet, body: () => ({ label: 'x' }) },
  revokeCheckLink: { fields: { link: 'checkLink' } },
  restoreCheckLink: { fields: { link: 'checkLink' } },
  readCheckPlace: { fields: { token: 'checkToken' } },
  checkCodesByLink: { fields: { token: 'checkToken' }, body: () => ({ codes: ['ABCD2345'] }) },
};

/** Operations of fleets, of their groups, of who sits there, and of the codes by which one gets in. */
export const namedByGroups: Readonly<Record<string, Named>> = { ...ofCodes, ...ofPages, ...ofMembers, ...ofStandings, ...ofWholeFleets };
