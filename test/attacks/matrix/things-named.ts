import type { Kind } from './things-kinds.ts';
import { canary, type World } from './things-world.ts';

/** What an operation names. `body`: the rest of a valid input; `absent`: what is answered to who has the right when the thing is not there, 404 when left out; `found`: when it is there, 200 when left out. */
export type Named = { fields: Readonly<Record<string, Kind>>; body?: (world: World) => object | Promise<object>; absent?: number; found?: readonly number[]; /** It names itself whom it is about, and whoever has this right may do it for all. */ also?: 'privacy.handle' | 'groups.run' };

const at = (table: string, kind: Kind) => async ({ revision, mine }: World) => ({ revision: await revision(table, mine[kind]) });
const person: Named = { fields: { id: 'person' } };
const twoFields = (second: string, kind: Kind, first: Kind = 'person'): Named => ({ fields: { id: first, [second]: kind } });
const simple = (kind: Kind, found?: readonly number[]): Named => ({ fields: { id: kind }, ...(found === undefined ? {} : { found }) });

const ofPeople: Record<string, Named> = {
  readPerson: person,
  endPersonSession: twoFields('session', 'personSession'),
  renamePerson: { ...person, body: async (world) => ({ name: `${canary} renamed`, ...(await at('person', 'person')(world)) }) },
  disablePerson: { ...person, body: at('person', 'person') },
  enablePerson: { ...person, body: at('person', 'person') },
  addIdentity: { ...person, body: () => ({ kind: 'email', account: 'added@example.com' }) },
  confirmIdentity: twoFields('identity', 'personIdentity'),
  withdrawProof: twoFields('identity', 'personIdentity'),
  restoreProof: twoFields('identity', 'personIdentity'),
  undoConfirmation: { fields: { id: 'person', identity: 'personIdentity', 'claims[].person': 'sparePerson' }, body: () => ({ claims: [{ account: 'claimed@example.com' }] }) },
  listPersonSessions: person,
  explainRights: person,
  endPersonSessions: person,
  previewMerge: { fields: { id: 'person', other: 'sparePerson' } },
  mergePersons: { fields: { id: 'person', other: 'sparePerson' } },
  undoMerge: twoFields('merge', 'merge', 'keptPerson'),
  splitPerson: { fields: { id: 'person', 'identities[]': 'personIdentity' }, body: () => ({ name: 'split away' }) },
  removeIdentity: { ...twoFields('identity', 'secondIdentity'), found: [409] },
  grantRole: { fields: { id: 'placedPerson' }, body: () => ({ role: 'moderator', scope: { kind: 'team', key: 'night-shift' } }) },
  revokeRole: { fields: { id: 'placedPerson' }, body: () => ({ role: 'agent', scope: { kind: 'team', key: 'night-shift' } }) },
  renameTeam: { fields: { key: 'team' }, body: async (world) => ({ name: 'Renamed', ...(await at('team', 'team')(world)) }) },
  archiveTeam: { fields: { key: 'team' }, body: at('team', 'team') },
  restoreTeam: { fields: { key: 'team' }, body: at('team', 'team') },
  resendInvitation: simple('invitation'),
  revokeInvitation: simple('invitation'),
};

const provider = (world: World) => at('sign_in_provider', 'provider')(world);
const ofSignIn: Record<string, Named> = {
  readInvitation: { fields: { token: 'invitationToken' } },
  acceptInvitation: { fields: { token: 'invitationToken' } },
  checkSetUpLink: { fields: { token: 'setUpToken' }, absent: 200 },
  setUpOperator: { fields: { token: 'setUpToken' }, body: () => ({ name: 'x', email: 'x@example.com', password: '雨水过后就是惊蛰和春分' }) },
  readWaitingCode: { fields: { token: 'codeToken' } },
  enterSignInCode: { fields: { token: 'codeToken' }, body: () => ({ code: '123456' }) },
  readSignInLink: { fields: { token: 'linkToken' } },
  followSignInLink: { fields: { token: 'linkToken' } },
  readSignInStep: { fields: { token: 'stepToken' } },
  finishWithSecondFactor: { fields: { token: 'stepToken' }, body: () => ({ answer: '123456' }) },
  finishWithPassword: { fields: { token: 'stepToken' }, body: () => ({ answer: 'something' }) },
  leaveClaimant: { fields: { token: 'stepToken' } },
  signInWithPasskey: { fields: { token: 'passkeyToken' }, body: () => ({ answer: passkeyAnswer }) },
  startProviderVisit: { fields: { provider: 'publicProvider' } },
  finishProviderVisit: { fields: { token: 'visitToken' }, body: () => ({ state: 'x'.repeat(43), code: 'x' }) },
  proveAddress: { fields: { token: 'codeToken' }, body: () => ({ code: '123456' }) },
  confirmWithCode: { fields: { token: 'codeToken' }, body: () => ({ code: '123456' }) },
  registerPasskey: { fields: { token: 'passkeyToken' }, body: () => ({ answer: { id: 'eA', rawId: 'eA', type: 'public-key', response: { clientDataJSON: 'eA', attestationObject: 'eA' } } }) },
  confirmWithPasskey: { fields: { token: 'passkeyToken' }, body: () => ({ answer: passkeyAnswer }) },
  renamePasskey: { ...simple('passkey'), body: () => ({ name: 'Renamed' }) },
  removePasskey: simple('passkey'),
  endSession: simple('ownSession'),
  removeOwnIdentity: simple('ownIdentity'),
  updateSignInProvider: { fields: { key: 'provider' }, body: async (world) => ({ name: 'Renamed', issuer: 'https://mine.example.com', clientId: 'lichun', ...(await provider(world)) }) },
  checkSignInProvider: { fields: { key: 'provider' } },
  deleteSignInProvider: { fields: { key: 'provider' } },
  restoreSignInProvider: { fields: { key: 'provider' } },
};
const passkeyAnswer = { id: 'eA', rawId: 'eA', type: 'public-key', response: { clientDataJSON: 'eA', authenticatorData: 'eA', signature: 'eA' } };

const ofPrivacy: Record<string, Named> = {
  readPrivacyNotice: { fields: { form: 'form' } },
  recordOwnConsent: { fields: { notice: 'privacyNotice' }, body: () => ({ form: 'proposal' }), absent: 400 },
  withdrawConsent: simple('consent'),
  takeBackPrivacyRequest: { ...simple('privacyRequest'), also: 'privacy.handle' },
  downloadPrivacyExport: { fields: { id: 'privacyExport', format: 'format' } },
  readPrivacyForm: { fields: { form: 'form' } },
  savePrivacyDraft: { fields: { form: 'form' }, body: () => ({ text: { 'zh-CN': '新的说明', en: 'A new notice' } }) },
  discardPrivacyDraft: { fields: { form: 'form' }, body: () => ({ revision: 1 }) },
  publishPrivacyDraft: { fields: { form: 'form' }, body: () => ({ revision: 1 }), found: [404] },
  setRetention: { fields: { kind: 'retentionKind' }, body: () => ({ days: 365, revision: 0 }) },
  previewErasure: simple('placedPerson'),
  requestExport: simple('placedPerson'),
  requestErasure: simple('placedPerson'),
};

const ofPrograms: Record<string, Named> = {
  revokeApiKey: simple('ownKey'),
  listAllApiKeys: { fields: { owner: 'person' }, absent: 200 },
  revokeAnyApiKey: simple('anyKey'),
  readWebhook: simple('webhook'),
  updateWebhook: { ...simple('webhook'), body: async (world) => ({ address: 'https://hooks.example.com/mine', events: ['centre.changed'], enabled: false, ...(await at('webhook_endpoint', 'webhook')(world)) }) },
  rotateWebhookSecret: simple('webhook'),
  testWebhook: simple('webhook', [200, 409]),
  listDeliveries: simple('webhook'),
  readDelivery: twoFields('delivery', 'delivery', 'webhook'),
  replayDelivery: twoFields('delivery', 'delivery', 'webhook'),
  replayWebhook: { ...simple('webhook', [200, 409]), body: () => ({ since: '2026-11-17T00:00:00Z' }) },
  deleteWebhook: simple('webhook'),
  restoreWebhook: simple('webhook'),
  readHook: simple('hook'),
  listHookMessages: simple('hook'),
  updateHook: { ...simple('hook'), body: async (world) => ({ name: 'Renamed', enabled: true, ...(await at('incoming_hook', 'hook')(world)) }) },
  rotateHookSecret: simple('hook'),
  deleteHook: simple('hook'),
  restoreHook: simple('hook'),
};

const noShifts = { week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, exceptions: [], swaps: [] };
const inPlan = Object.fromEntries(['plan.exceptions[].shifts[].people[]', 'plan.swaps[].from', 'plan.swaps[].to', ...Object.keys(noShifts.week).map((day) => `plan.week.${day}[].people[]`)].map((field) => [field, 'placedPerson' as const]));
const roster = { name: 'Roster', timeZone: 'Asia/Shanghai', plan: noShifts };
const ofNotices: Record<string, Named> = {
  markNotices: { fields: { 'ids[]': 'ownNotice' }, body: () => ({ read: true }), absent: 200 },
  removePushBrowser: simple('pushBrowser'),
  updateNoticeKind: { fields: { kind: 'noticeKind' }, body: () => ({ enabled: true, recipients: 'everyone' }) },
  updateNoticeBot: { ...simple('bot'), body: async (world) => ({ name: 'Renamed', language: 'en', kinds: [], enabled: false, ...(await at('notice_bot', 'bot')(world)) }) },
  tryNoticeBot: simple('bot'),
  deleteNoticeBot: simple('bot'),
  restoreNoticeBot: simple('bot'),
  retryNoticeDelivery: simple('noticeDelivery'),
  retryMail: simple('mail'),
  createDutyRoster: { fields: inPlan, body: () => ({ scope: { kind: 'team', key: 'night-shift' }, ...roster }) },
  updateDutyRoster: { fields: { id: 'roster', ...inPlan }, body: async (world) => ({ ...roster, ...(await at('duty_roster', 'roster')(world)) }) },
  deleteDutyRoster: simple('roster'),
  restoreDutyRoster: simple('roster'),
};

const parked: Named = { fields: { event: 'parkedEvent', subscriber: 'subscriber' } };
const ofUpkeep: Record<string, Named> = { retryJob: simple('job'), dropParkedDelivery: parked, restoreParkedDelivery: parked, retryParkedDelivery: parked };

/** Operations of people, of their ways in, and of what runs the centre. */
export const namedByPeopleAndPrograms: Readonly<Record<string, Named>> = { ...ofPeople, ...ofSignIn, ...ofPrivacy, ...ofPrograms, ...ofNotices, ...ofUpkeep };
