import {
  answerAppealSchema, appealSchema, appealsSchema, applicantsSchema, atRejectReason, banPersonSchema, banSchema, bansSchema, createRejectReasonSchema, liftBanSchema, liftStrikeSchema, listAppealsSchema, listApplicantsSchema, listBansSchema, listRejectReasonsSchema, listStrikesSchema, rejectReasonSchema,
  rejectReasonsSchema, strikeSchema, strikesSchema, updateRejectReasonSchema,
} from '../../../common/contract/moderation.ts';
import { operation, scopesWhere, type Database, type Scope, type Work } from '../../platform/index.ts';
import { listApplicants } from '../actions/applicants.ts';
import { answerAppeal, fleetOfAppeal, readAppeals } from '../actions/appeals.ts';
import { banPerson, liftBan, placeOfBan, readBans } from '../actions/bans.ts';
import { changeRejectReason, createRejectReason, placeOfReason, readRejectReasons, setRejectReasonArchived } from '../actions/reject-reasons.ts';
import { fleetOfStrike, liftStrike, readStrikes } from '../actions/strikes.ts';

/** The fleet that something belongs to, as the place where the right must hold. */
const inFleetOf = (find: (db: Database, id: string) => Promise<string | undefined>) => async (work: Work, { id }: { id: string }): Promise<Scope | undefined> => {
  const key = await find(work.db, id);
  return key === undefined ? undefined : { kind: 'fleet', key };
};
const ofStrike = inFleetOf(fleetOfStrike);
const ofAppeal = inFleetOf(fleetOfAppeal);
const ofReason = (work: Work, { key }: { key: string }) => placeOfReason(work.db, key);
const namedOrCentre = (_work: Work, { fleet }: { fleet?: string | undefined }): Scope => (fleet === undefined ? { kind: 'centre' } : { kind: 'fleet', key: fleet });

/** A place where the reader manages strikes; whether they do wherever a list holds is asked by the action. */
function somewhere({ actor }: Work): Scope | undefined {
  const places = scopesWhere(actor, 'strikes.manage');
  return places === 'everywhere' ? { kind: 'centre' } : places[0];
}

/** Strikes, bans, appeals, and the reasons that moderators give. */
export function admissionModeratingOperations() {
  return { ...strikes, ...bans, ...appeals, ...reasons } as const;
}

const strikes = {
  listStrikes: operation({ name: 'listStrikes', method: 'get', path: '/strikes', summary: 'Counted rejections, the latest first.', right: 'strikes.manage', scope: 'any', input: listStrikesSchema, output: strikesSchema, action: readStrikes }),
  liftStrike: operation({ name: 'liftStrike', method: 'post', path: '/strikes/{id}/lift', summary: 'Makes a counted rejection count no more, with a reason.', right: 'strikes.manage', scope: ofStrike, input: liftStrikeSchema, output: strikeSchema, action: liftStrike }),
} as const;

const bans = {
  listApplicants: operation({ name: 'listApplicants', method: 'get', path: '/applicants', summary: 'People who applied to your fleets, by a part of their name or an account.', right: 'strikes.manage', scope: 'any', input: listApplicantsSchema, output: applicantsSchema, action: listApplicants }),
  listBans: operation({ name: 'listBans', method: 'get', path: '/bans', summary: 'People who are admitted no more, the latest first.', right: 'strikes.manage', scope: 'any', input: listBansSchema, output: bansSchema, action: readBans }),
  banPerson: operation({
    name: 'banPerson', method: 'post', path: '/bans', summary: 'Admits somebody no more: in one fleet, or wherever a list holds.',
    description: 'A list is shared by fleets: it asks for the right in every one of them. A ban goes by what the person has proven, and never by what somebody only claims. They cannot apply at once; what they hold ends when the ban can be taken back no more. Taking them out asks for the right to manage members in every fleet where it holds.',
    right: 'strikes.manage', scope: (work, { fleet }) => (fleet === undefined ? somewhere(work) : { kind: 'fleet', key: fleet }), idempotent: true, refusals: ['beyond_own_rights'], input: banPersonSchema, output: banSchema, action: banPerson,
  }),
  liftBan: operation({ name: 'liftBan', method: 'post', path: '/bans/{id}/lift', summary: 'Lets somebody apply again, with a reason.', right: 'strikes.manage', scope: (work, { id }) => placeOfBan(work, id), refusals: ['beyond_own_rights'], input: liftBanSchema, output: banSchema, action: liftBan }),
} as const;

const appeals = {
  listAppeals: operation({ name: 'listAppeals', method: 'get', path: '/appeals', summary: 'Appeals against counted rejections: those that wait, oldest first.', right: 'strikes.manage', scope: 'any', input: listAppealsSchema, output: appealsSchema, action: readAppeals }),
  answerAppeal: operation({ name: 'answerAppeal', method: 'post', path: '/appeals/{id}/answer', summary: 'Answers an appeal; granting lifts the strike and opens the application again.', right: 'strikes.manage', scope: ofAppeal, input: answerAppealSchema, output: appealSchema, action: answerAppeal }),
} as const;

const reasons = {
  listRejectReasons: operation({ name: 'listRejectReasons', method: 'get', path: '/reject-reasons', summary: 'Reasons that can be chosen when an application is rejected.', right: 'applications.decide', scope: 'any', input: listRejectReasonsSchema, output: rejectReasonsSchema, action: readRejectReasons }),
  createRejectReason: operation({ name: 'createRejectReason', method: 'post', path: '/reject-reasons', summary: 'Adds a reason, for one fleet or for all.', right: 'applications.decide', scope: namedOrCentre, idempotent: true, refusals: ['already_exists'], input: createRejectReasonSchema, output: rejectReasonSchema, action: createRejectReason }),
  updateRejectReason: operation({ name: 'updateRejectReason', method: 'patch', path: '/reject-reasons/{key}', summary: 'Changes the words of a reason.', right: 'applications.decide', scope: ofReason, refusals: ['stale_revision'], input: updateRejectReasonSchema, output: rejectReasonSchema, action: changeRejectReason }),
  archiveRejectReason: operation({ name: 'archiveRejectReason', method: 'post', path: '/reject-reasons/{key}/archive', summary: 'Offers a reason no more.', right: 'applications.decide', scope: ofReason, input: atRejectReason, output: rejectReasonSchema, action: (work, { key }) => setRejectReasonArchived(work, key, true) }),
  restoreRejectReason: operation({ name: 'restoreRejectReason', method: 'post', path: '/reject-reasons/{key}/restore', summary: 'Offers a reason again.', right: 'applications.decide', scope: ofReason, input: atRejectReason, output: rejectReasonSchema, action: (work, { key }) => setRejectReasonArchived(work, key, false) }),
} as const;
