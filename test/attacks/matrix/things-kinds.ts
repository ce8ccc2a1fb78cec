/**
 * What operations name, and whose it is. `centre`: of everyone who has the operation's right; `own`: of one person, whom even the operator of
 * the centre does not stand in for; `place`: of the fleet or the team for which a role is held; `bearer`: of whoever knows it; `word`: one of a
 * few that everyone may know.
 */
export const kinds = {
  person: 'centre', personIdentity: 'centre', personSession: 'centre', merge: 'centre', keptPerson: 'centre', sparePerson: 'centre', secondIdentity: 'centre', team: 'centre', provider: 'centre',
  organisation: 'centre', department: 'centre', member: 'centre', domain: 'centre', certificate: 'centre', memberImport: 'centre',
  entitlement: 'centre', entitlementImport: 'centre', anyKey: 'centre', webhook: 'centre', delivery: 'centre', hook: 'centre', bot: 'centre',
  noticeDelivery: 'centre', mail: 'centre', job: 'centre', parkedEvent: 'centre', subscriber: 'centre', proposal: 'centre', privacyNotice: 'centre', applicationNotice: 'centre',
  calendars: 'centre', products: 'centre', channels: 'centre', scope: 'centre', services: 'centre', readings: 'centre', questions: 'centre', safetyNotes: 'centre',
  contacts: 'centre', topics: 'centre', fleets: 'centre', plan: 'centre',
  ownIdentity: 'own', ownSession: 'own', passkey: 'own', ownKey: 'own', pushBrowser: 'own', ownNotice: 'own', consent: 'own', privacyRequest: 'own', privacyExport: 'own',
  placedPerson: 'place', invitation: 'place', roster: 'place',
  invitationToken: 'bearer', setUpToken: 'bearer', codeToken: 'bearer', linkToken: 'bearer', stepToken: 'bearer', passkeyToken: 'bearer', visitToken: 'bearer',
  fleet: 'place', spareFleet: 'place', group: 'place', oldGroup: 'place', seat: 'place', code: 'place', checkLink: 'place', announcement: 'place',
  application: 'place', strike: 'place', ban: 'place', appeal: 'place', rejectReason: 'place', groupInvitation: 'place', memberBatch: 'place',
  ownGroup: 'own', ownAnnouncement: 'own', ownApplication: 'own',
  uidService: 'centre', probe: 'centre', graceWindow: 'centre', forge: 'centre',
  groupInvitationToken: 'bearer', checkToken: 'bearer', forgeVisitToken: 'bearer', highTrustToken: 'bearer',
  form: 'word', format: 'word', noticeKind: 'word', retentionKind: 'word', year: 'word', subjectKey: 'word', page: 'word', about: 'word', publicPlan: 'word', publicProvider: 'word',
} as const satisfies Record<string, 'centre' | 'own' | 'place' | 'bearer' | 'word'>;
export type Kind = keyof typeof kinds;

/** Tables in which the things lie, and what else must not change when nothing was allowed. */
export const tablesOfThings: readonly string[] = [
  'person', 'identity', 'session', 'role_grant', 'person_merge', 'team', 'staff_invitation', 'sign_in_provider', 'sign_in_passkey', 'organisation', 'department', 'organisation_member', 'organisation_domain',
  'organisation_certificate', 'import_batch', 'import_line', 'entitlement', 'api_key', 'webhook_endpoint', 'webhook_delivery', 'incoming_hook', 'push_subscription', 'notice_reader', 'notice_bot', 'notice_delivery',
  'notice_kind_setting', 'duty_roster', 'mail', 'outbox', 'event', 'dropped_delivery', 'proposal', 'privacy_notice', 'privacy_consent', 'privacy_request', 'privacy_export', 'retention_setting', 'centre_entry', 'centre_state', 'audit_entry', 'stored_file',
  'fleet', 'fleet_group', 'fleet_merge', 'seat', 'group_history', 'group_message_day', 'group_code', 'code_report', 'join_code', 'check_link', 'announcement', 'announcement_read',
  'application', 'application_decision', 'invitation', 'invitation_use', 'strike', 'strike_identity', 'ban', 'ban_identity', 'appeal', 'reject_reason', 'imported_member',
  'uid_service', 'forge', 'forge_visit', 'human_code', 'high_trust_proof', 'contributor_account', 'outage_probe', 'outage_window', 'uid_request', 'raid_state', 'raid_settings',
];
