import { z } from 'zod';
import { atInvitation, groupInvitationSchema } from '../../../common/contract/entrances.ts';
import { appealSchema, banSchema, strikeSchema, undoneBanSchema } from '../../../common/contract/moderation.ts';
import { takeBackSeconds } from '../../../common/contract/undo.ts';
import { operation, type Database, type Scope, type Work } from '../../platform/index.ts';
import { fleetOfAppeal } from '../actions/appeals.ts';
import { placeOfBan } from '../actions/bans.ts';
import { fleetOfInvitation } from '../actions/invitations.ts';
import { fleetOfStrike } from '../actions/strikes.ts';
import { renewBan, renewStrike, restoreInvitation, undoAppealAnswer, undoBan } from '../actions/take-back.ts';

const inFleetOf = (find: (db: Database, id: string) => Promise<string | undefined>) => async (work: Work, { id }: { id: string }): Promise<Scope | undefined> => {
  const key = await find(work.db, id);
  return key === undefined ? undefined : { kind: 'fleet', key };
};
const byId = z.strictObject({ id: z.uuid() });
const within = `Within ${takeBackSeconds} seconds, by whoever did it.`;

/** What takes back, a moment later, what a moderator did beside deciding. */
export const admissionTakingBackOperations = {
  restoreGroupInvitation: operation({
    name: 'restoreGroupInvitation', method: 'post', path: '/group-invitations/{id}/restoration', summary: 'Lets the link of a revoked invitation work again, as far as it has not run out.',
    right: 'invitations.manage', scope: inFleetOf(fleetOfInvitation), refusals: ['beyond_own_rights'], input: atInvitation, output: groupInvitationSchema, action: restoreInvitation,
  }),
  renewStrike: operation({
    name: 'renewStrike', method: 'post', path: '/strikes/{id}/renewal', summary: 'Takes the lifting of a strike back: it counts again.', description: within,
    right: 'strikes.manage', scope: inFleetOf(fleetOfStrike), refusals: ['too_late'], input: byId, output: strikeSchema, action: renewStrike,
  }),
  renewBan: operation({
    name: 'renewBan', method: 'post', path: '/bans/{id}/renewal', summary: 'Takes the lifting of a ban back: it is in force again.', description: `${within} What began in between ends, as when it was given.`,
    right: 'strikes.manage', scope: (work, { id }) => placeOfBan(work, id), refusals: ['too_late', 'beyond_own_rights'], input: byId, output: banSchema, action: renewBan,
  }),
  undoBan: operation({
    name: 'undoBan', method: 'post', path: '/bans/{id}/undo', summary: 'Takes a ban back that was just made: it never was.', description: `${within} Nothing that they hold has ended by then.`,
    right: 'strikes.manage', scope: (work, { id }) => placeOfBan(work, id), refusals: ['too_late', 'beyond_own_rights'], input: byId, output: undoneBanSchema, action: undoBan,
  }),
  undoAppealAnswer: operation({
    name: 'undoAppealAnswer', method: 'post', path: '/appeals/{id}/undo', summary: 'Takes the answer to an appeal back, before anybody is told.', description: `${within} Not once somebody has taken the application on or decided it anew.`,
    right: 'strikes.manage', scope: inFleetOf(fleetOfAppeal), refusals: ['too_late'], input: byId, output: appealSchema, action: undoAppealAnswer,
  }),
} as const;
