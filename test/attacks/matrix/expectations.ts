import type { Permission, RoleName } from '../../../server/platform/index.ts';

/**
 * The rights table once more, written by hand from what the product promises: `centre` = only who holds the role for the whole centre, `part`
 * = also who holds it for a fleet or a team. A change of rights has to be made in both places.
 */
export const expectedReach: Record<Permission, Partial<Record<RoleName, 'centre' | 'part'>>> = {
  'centre.edit': { operator: 'centre' },
  'audit.read': { operator: 'centre' },
  'people.read': { operator: 'centre', moderator: 'centre', agent: 'centre' },
  'people.edit': { operator: 'centre' },
  'staff.read': { operator: 'part', moderator: 'part', agent: 'part' },
  'staff.manage': { operator: 'part' },
  'teams.edit': { operator: 'centre' },
  'organisations.read': { operator: 'centre', agent: 'centre' },
  'organisations.edit': { operator: 'centre' },
  'certificates.check': { operator: 'centre' },
  'entitlements.read': { operator: 'centre', agent: 'centre' },
  'entitlements.edit': { operator: 'centre' },
  'privacy.handle': { operator: 'centre' },
  'sign_in.manage': { operator: 'centre' },
  'keys.own': { operator: 'part', moderator: 'part', agent: 'part' },
  'keys.manage': { operator: 'centre' },
  'webhooks.manage': { operator: 'centre' },
  'notices.own': { operator: 'part', moderator: 'part', agent: 'part' },
  'notices.manage': { operator: 'centre' },
  'duty.manage': { operator: 'part' },
  'fleets.read': { operator: 'part', moderator: 'part' },
  'groups.run': { operator: 'part', moderator: 'part' },
  'groups.end': { operator: 'part' },
  'members.manage': { operator: 'part', moderator: 'part' },
  'members.import': { operator: 'part' },
  'applications.decide': { operator: 'part', moderator: 'part' },
  'invitations.manage': { operator: 'part', moderator: 'part' },
  'strikes.manage': { operator: 'part', moderator: 'part' },
  'admission.manage': { operator: 'centre' },
  'upkeep.read': { operator: 'centre' },
  'upkeep.act': { operator: 'centre' },
};

/** Operations that a right held for a part only opens; every other one asks for the whole centre. */
export const forParts: readonly string[] = [
  'readRightsTable', 'listStaff', 'grantRole', 'revokeRole', 'listTeams', 'listInvitations', 'inviteStaff', 'resendInvitation', 'revokeInvitation', 'readStaffPolicy',
  'listApiKeys', 'createApiKey', 'revokeApiKey',
  'listNotices', 'markNotices', 'readNoticeSettings', 'updateNoticeSettings', 'addPushBrowser', 'removePushBrowser', 'tryNoticeTarget', 'listDutyRosters', 'readDuty',
  'createDutyRoster', 'updateDutyRoster', 'deleteDutyRoster', 'restoreDutyRoster',
  'listFleetStandings', 'readFleetStanding', 'listGroupHistory', 'openGroup', 'updateGroup', 'activateGroup', 'holdGroup', 'archiveGroup', 'restoreGroup', 'dissolveGroup', 'enterHeadCount', 'enterMessageCounts', 'readMessageCounts',
  'renameFleet', 'previewFleetMerge', 'mergeFleets', 'listFleetMerges', 'undoFleetMerge', 'listGroupMembers', 'listFleetMembers', 'listDepartures', 'confirmGroupSeat', 'removeGroupMember', 'returnGroupMember', 'addBot',
  'listGroupCodes', 'enterGroupCode', 'markCodeDead', 'reviveGroupCode', 'checkJoinCodes', 'listCheckLinks', 'createCheckLink', 'revokeCheckLink',
  'listAnnouncements', 'postAnnouncement', 'withdrawAnnouncement', 'restoreAnnouncement', 'readAcknowledgements',
  'listApplications', 'readWaiting', 'readApplication', 'claimApplication', 'releaseApplication', 'decideApplication', 'decideApplications', 'undoDecision', 'undoDecisions', 'listOwedUids', 'waiveOwedUid', 'restoreOwedUid',
  'listStrikes', 'liftStrike', 'renewStrike', 'renewBan', 'undoBan', 'undoAppealAnswer', 'restoreGroupInvitation', 'resumeRaid', 'restoreCheckLink', 'undoGroupActivation', 'undoHeadCount', 'listApplicants', 'listFleetNames', 'listBans', 'banPerson', 'liftBan', 'listAppeals', 'answerAppeal', 'listRejectReasons', 'createRejectReason', 'updateRejectReason', 'archiveRejectReason', 'restoreRejectReason',
  'createGroupInvitation', 'listGroupInvitations', 'listGroupInvitationUses', 'revokeGroupInvitation', 'addFleetMember', 'readRaidStates', 'endRaid',
  'previewFleetMemberImport', 'startFleetMemberImport', 'cancelFleetMemberImport', 'readFleetMemberImport', 'listFleetMemberImports', 'listFleetMemberImportLines', 'downloadFleetMemberImportReport', 'downloadFleetMemberImportTemplate',
];

/** Operations that only follow a fresh proof of who one is. */
export const afterProof: readonly string[] = [
  'confirmIdentity', 'restoreProof', 'mergePersons', 'splitPerson', 'grantRole', 'inviteStaff', 'resendInvitation', 'updateStaffPolicy',
  'endSession', 'signOutElsewhere', 'requestAddressProof', 'proveAddress', 'removeOwnIdentity', 'choosePassword', 'offerTotp', 'readOfferedTotp', 'confirmTotp', 'removeTotp', 'renewRecoveryCodes', 'askToRegisterPasskey', 'registerPasskey', 'removePasskey',
  'createSignInProvider', 'updateSignInProvider', 'deleteSignInProvider', 'restoreSignInProvider',
  'requestOwnExport', 'requestOwnErasure', 'downloadPrivacyExport', 'requestExport', 'requestErasure',
  'createApiKey',
];

/** Operations for everyone signed in that an API key may use too. */
export const forKeys: readonly string[] = ['readCurrentPerson', 'readOwnEntitlements', 'readMemberPage', 'acknowledgeAnnouncement', 'applyToFleet', 'listOwnApplications', 'listOwnForges', 'askHumanCode'];
