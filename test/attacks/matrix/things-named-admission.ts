import type { Kind } from './things-kinds.ts';
import type { Named } from './things-named.ts';
import type { World } from './things-world.ts';

const at = (table: string, kind: Kind) => async ({ revision, mine }: World) => ({ revision: await revision(table, mine[kind]) });
const simple = (kind: Kind): Named => ({ fields: { id: kind } });
const fleet: Named = { fields: { fleet: 'fleet' } };
const own: Named = { fields: { application: 'ownApplication' } };
/** A filter by something that is not there finds nothing. */
const filter = (rest: Named['fields'] = {}): Named => ({ fields: { fleet: 'fleet', ...rest }, absent: 200 });
/** What an application in review has no use for is said so. */
const tooLate = [200, 409] as const;

const ofApplicants: Record<string, Named> = {
  applyToFleet: { fields: { fleet: 'fleet', notice: 'applicationNotice' }, body: () => ({ answers: {}, consent: true }), found: [200, 400] },
  beginApplication: { fields: { fleet: 'fleet', notice: 'applicationNotice' }, body: () => ({ answers: {}, consent: true, email: 'begun@example.com' }), found: [200, 400] },
  readApplicationStatus: own,
  verifyApplication: { ...own, found: tooLate },
  correctApplication: { ...own, body: () => ({ answers: { reason: 'x' } }), found: tooLate },
  acceptOffer: { ...own, found: tooLate },
  confirmJoined: { ...own, found: tooLate },
  giveOwedUid: { ...own, body: () => ({ uid: '123' }) },
  appealDecision: { ...own, body: () => ({ text: 'x' }), found: tooLate },
  withdrawApplication: own,
  readHumanChallenge: { ...fleet, absent: 200 },
  askHumanCode: { ...fleet, found: [200, 404, 409] },
  askHighTrust: { ...fleet, found: [200, 404, 409] },
  proveHighTrust: { fields: { fleet: 'fleet', token: 'highTrustToken' }, body: () => ({ answer: { id: 'eA', rawId: 'eA', type: 'public-key', response: { clientDataJSON: 'eA', authenticatorData: 'eA', signature: 'eA' } } }) },
  startForgeVisit: { fields: { forge: 'forge' } },
  finishForgeVisit: { fields: { token: 'forgeVisitToken' }, body: () => ({ state: 'x'.repeat(43), code: 'x' }) },
  readForgeVisit: { fields: { token: 'forgeVisitToken' } },
  readJoinPage: { fields: { name: 'fleet', fleet: 'fleet' }, found: [200, 404] },
  readGroupInvitation: { fields: { token: 'groupInvitationToken' } },
};

const ofModerators: Record<string, Named> = {
  listApplications: filter({ person: 'person' }),
  readApplication: simple('application'),
  claimApplication: simple('application'),
  releaseApplication: simple('application'),
  decideApplication: { fields: { id: 'application', template: 'rejectReason' }, body: async (world) => ({ decision: 'reject', ...(await at('application', 'application')(world)) }) },
  undoDecision: simple('application'),
  listOwedUids: fleet,
  waiveOwedUid: simple('application'),
  restoreOwedUid: { ...simple('application'), found: tooLate },
  undoDecisions: { fields: { 'ids[]': 'application' }, absent: 200 },
  decideApplications: { fields: { 'items[].id': 'application', template: 'rejectReason' }, body: async (world) => ({ decision: 'reject', items: [await at('application', 'application')(world)] }), absent: 200 },
  listStrikes: filter({ person: 'person' }),
  liftStrike: { ...simple('strike'), body: () => ({ reason: 'x' }) },
  renewStrike: { ...simple('strike'), found: tooLate },
  renewBan: { ...simple('ban'), found: tooLate },
  undoBan: { ...simple('ban'), found: tooLate },
  undoAppealAnswer: { ...simple('appeal'), found: tooLate },
  listApplicants: filter({ person: 'person' }),
  listBans: filter({ person: 'person' }),
  banPerson: { fields: { fleet: 'fleet', person: 'person' }, body: () => ({ reason: 'x' }) },
  liftBan: { ...simple('ban'), body: () => ({ reason: 'x' }) },
  listAppeals: filter(),
  answerAppeal: { ...simple('appeal'), body: () => ({ grant: false, answer: 'x' }) },
  listRejectReasons: filter(),
  createRejectReason: { ...fleet, body: () => ({ key: 'created', text: 'x' }) },
  updateRejectReason: { fields: { key: 'rejectReason' }, body: async (world) => ({ text: 'x', ...(await at('reject_reason', 'rejectReason')(world)) }) },
  archiveRejectReason: { fields: { key: 'rejectReason' } },
  restoreRejectReason: { fields: { key: 'rejectReason' } },
  endRaid: { ...fleet, found: [200, 404] },
  resumeRaid: { ...fleet, found: [200, 404, 409] },
};

const batch = (body: object = {}, found?: readonly number[]): Named => ({ fields: { fleet: 'fleet', id: 'memberBatch' }, body: () => body, ...(found === undefined ? {} : { found }) });
const ofEntrances: Record<string, Named> = {
  createGroupInvitation: fleet,
  listGroupInvitations: filter(),
  listGroupInvitationUses: simple('groupInvitation'),
  revokeGroupInvitation: simple('groupInvitation'),
  restoreGroupInvitation: simple('groupInvitation'),
  addFleetMember: { fields: { fleet: 'fleet', person: 'keptPerson' } },
  previewFleetMemberImport: { ...fleet, body: () => ({ file: { name: 'a.csv', content: Buffer.from('邮箱\na@example.com\n').toString('base64') } }) },
  listFleetMemberImports: fleet,
  downloadFleetMemberImportTemplate: { ...fleet, body: () => ({ format: 'csv' }) },
  readFleetMemberImport: batch(),
  listFleetMemberImportLines: batch(),
  downloadFleetMemberImportReport: batch({ format: 'csv' }),
  startFleetMemberImport: batch({}, [200, 409]),
  cancelFleetMemberImport: batch({}, [200, 409]),
};

const ofOutside: Record<string, Named> = {
  putUidService: { fields: { product: 'uidService' }, body: async (world) => ({ url: 'https://uid.example.com/?uid={uid}&email={email}', mode: 'match', matchPath: '/match', enabled: false, ...(await at('uid_service', 'uidService')(world)) }) },
  tryUidService: { fields: { product: 'uidService' }, body: () => ({ uid: '1', email: 'a@example.com' }) },
  deleteUidService: { fields: { product: 'uidService' } },
  restoreUidService: { fields: { product: 'uidService' } },
  putOutageProbe: { fields: { product: 'probe' }, body: async (world) => ({ url: 'https://mine.example.com/health', enabled: false, ...(await at('outage_probe', 'probe')(world)) }) },
  deleteOutageProbe: { fields: { product: 'probe' } },
  restoreOutageProbe: { fields: { product: 'probe' } },
  listGraceWindows: { fields: { product: 'products' }, absent: 200 },
  declareGrace: { fields: { product: 'products' }, body: () => ({ from: '2026-11-18T01:00:00Z', until: '2026-11-18T03:00:00Z', note: 'x' }) },
  endGrace: simple('graceWindow'),
  resumeGrace: { ...simple('graceWindow'), found: tooLate },
  putForge: { fields: { key: 'forge' }, body: async (world) => ({ kind: 'github', name: 'Forge', clientId: 'lichun', clientSecret: 'another', ...(await at('forge', 'forge')(world)) }), absent: 400 },
  tryForge: { fields: { key: 'forge' }, body: () => ({ repository: 'a/b' }) },
  deleteForge: { fields: { key: 'forge' } },
  restoreForge: { fields: { key: 'forge' } },
  simulatePolicy: { ...fleet, body: () => ({ admission: {} }) },
};

/** Operations of who applies, of who decides, of the other ways in, and of whom is asked outside. */
export const namedByAdmission: Readonly<Record<string, Named>> = { ...ofApplicants, ...ofModerators, ...ofEntrances, ...ofOutside };
