import { z } from 'zod';
import {
  atCheckLink, atCheckToken, atCode, atFleetKey, checkByLinkSchema, checkedCodesSchema, checkJoinCodesSchema, checkLinkSchema, checkLinksSchema, checkPlaceSchema, codesOfGroupSchema, createCheckLinkSchema,
  createdCheckLinkSchema, enterGroupCodeSchema, groupCodesSchema, listGroupCodesSchema, readCodePictureSchema, readScanPageSchema, reportDeadCodeSchema, reportedSchema, scanPageSchema,
} from '../../../common/contract/group-codes.ts';
import type { ProductParts } from '../../parts.ts';
import { operation, type Scope, type Work } from '../../platform/index.ts';
import { fileAnswerSchema } from '../../platform/files/index.ts';
import { enterGroupCode, markCodeDead, readCodePicture, reviveGroupCode, takePicture } from '../actions/group-codes.ts';
import { checkByLink, checkJoinCodes, createCheckLink, readCheckLinks, readCheckPlace, revokeCheckLink } from '../actions/join-codes.ts';
import { readScanPage } from '../actions/find-groups.ts';
import { listGroupCodes } from '../actions/list-codes.ts';
import { judgeReporter, reportDeadCode } from '../actions/report-dead-code.ts';
import type { CodesPorts } from '../ports-codes.ts';
import { findCode } from '../store/codes.ts';
import { fleetOfGroup } from '../store/groups.ts';
import { fleetOfCheckLink } from '../store/join-codes.ts';
import { groupsPagesOperations } from './pages.ts';

/** Everything that can be done with codes, and with what members are told. */
export function groupsCodesOperations(parts: ProductParts, ports: Partial<CodesPorts> = {}) {
  return { ...platformCodes(parts, ports), ...joinCodes(ports), ...groupsPagesOperations(parts, ports) } as const;
}

const inFleet = (key: string | undefined): Scope | undefined => (key === undefined ? undefined : { kind: 'fleet', key });
const ofGroup = async (work: Work, { group }: { group: string }) => inFleet(await fleetOfGroup(work.db, group));
const ofCode = async (work: Work, { code }: { code: string }) => {
  const found = await findCode(work.db, code);
  return found === undefined ? undefined : ofGroup(work, { group: found.groupId });
};
const ofFleet = (_work: Work, { fleet }: { fleet: string }) => inFleet(fleet);

function platformCodes(parts: ProductParts, { humans }: Partial<CodesPorts>) {
  return {
    listGroupCodes: operation({
      name: 'listGroupCodes', method: 'get', path: '/groups/codes', summary: 'The QR codes that platforms made for groups, with when each ends.', description: 'Of groups that live elsewhere: those whose code is dead or was reported first, then what ends, the earliest first, groups without a code, and codes without an end. A code holds until its end or until it was found dead; what was entered before it is its history.',
      right: 'fleets.read', scope: 'any', input: listGroupCodesSchema, output: groupCodesSchema, action: listGroupCodes,
    }),
    enterGroupCode: operation({
      name: 'enterGroupCode', method: 'post', path: '/groups/{group}/codes', summary: 'Enters a new code for a group; it is shown at once, in place of the one before it.', description: 'Its end is read from what is entered: a day in any form, a number of days, or the whole sentence that the platform prints below the code. Left out, it ends in seven days.',
      right: 'groups.run', scope: ofGroup, idempotent: true, maximumBody: 450, refusals: ['file_too_large', 'storage_full'], input: enterGroupCodeSchema, output: codesOfGroupSchema,
      gather: (work, input) => takePicture({ parts, work }, input), action: (work, input, picture) => enterGroupCode({ parts, work }, input, picture),
    }),
    markCodeDead: operation({
      name: 'markCodeDead', method: 'post', path: '/groups/codes/{code}/dead', summary: 'Says that a code is dead: it is shown no more.',
      right: 'groups.run', scope: ofCode, input: atCode, output: codesOfGroupSchema, action: (work, { code }) => markCodeDead({ parts, work }, code),
    }),
    reviveGroupCode: operation({
      name: 'reviveGroupCode', method: 'post', path: '/groups/codes/{code}/revive', summary: 'Takes it back that a code is dead, while its date has not come and there is no newer one.',
      right: 'groups.run', scope: ofCode, refusals: ['too_late'], input: atCode, output: codesOfGroupSchema, action: (work, { code }) => reviveGroupCode({ parts, work }, code),
    }),
    reportDeadCode: operation({
      name: 'reportDeadCode', method: 'post', path: '/groups/codes/{code}/report', summary: 'A visitor found a code dead.', description: 'Believed after the date of the code, or when humans in three networks say so. The answer is always the same.',
      right: 'public', limit: { per: 'network', count: 20, seconds: 3600 }, input: reportDeadCodeSchema, output: reportedSchema, 
      gather: (work, input) => judgeReporter(humans, work, input), action: (work, input, judged) => reportDeadCode(parts, work, input, judged),
    }),
    readScanPage: operation({
      name: 'readScanPage', method: 'get', path: '/fleets/{fleet}/scan', summary: 'How everyone gets into the groups of a fleet that live elsewhere: number, link, and the codes that live, of those that take people.',
      right: 'public', input: readScanPageSchema, output: scanPageSchema, action: (work, { fleet }) => readScanPage(parts, work, fleet),
    }),
    readCodePicture: operation({
      name: 'readCodePicture', method: 'get', path: '/groups/codes/{code}/picture', summary: 'The picture of a code that lives, for whoever was shown it.',
      right: 'public', pagesOnly: true, input: readCodePictureSchema, output: z.object({ content: z.string().max(1000).optional(), file: fileAnswerSchema.optional() }), action: (work, input) => readCodePicture({ parts, work }, input),
    }),
  } as const;
}

function joinCodes({ isBarred }: Partial<CodesPorts>) {
  return {
    checkJoinCodes: operation({
      name: 'checkJoinCodes', method: 'post', path: '/groups/codes/check', summary: 'Checks one-time codes that applicants typed on a platform; what is valid is used up by it.', description: 'Up to 200 at once, as they were pasted. A code of a fleet that one does not run reads like one that never was.',
      right: 'groups.run', scope: 'any', limit: { per: 'person', count: 60, seconds: 600 }, input: checkJoinCodesSchema, output: checkedCodesSchema, action: (work, input) => checkJoinCodes(isBarred, work, input),
    }),
    listCheckLinks: operation({
      name: 'listCheckLinks', method: 'get', path: '/fleets/{fleet}/check-links', summary: 'Links by which the one-time codes of a fleet are checked without an account.',
      right: 'groups.run', scope: ofFleet, input: atFleetKey, output: checkLinksSchema, action: (work, { fleet }) => readCheckLinks(work, fleet),
    }),
    createCheckLink: operation({
      name: 'createCheckLink', method: 'post', path: '/fleets/{fleet}/check-links', summary: 'Makes such a link; it is shown this once.',
      right: 'groups.run', scope: ofFleet, idempotent: true, secretAnswer: true, refusals: ['section_full'], input: createCheckLinkSchema, output: createdCheckLinkSchema, action: (work, input) => createCheckLink(work, input),
    }),
    revokeCheckLink: operation({
      name: 'revokeCheckLink', method: 'post', path: '/check-links/{link}/revoke', summary: 'Revokes such a link: whoever has it checks nothing any more.',
      right: 'groups.run', scope: async (work, { link }) => inFleet(await fleetOfCheckLink(work.db, link)), input: atCheckLink, output: checkLinkSchema, action: (work, { link }) => revokeCheckLink(work, link),
    }),
    readCheckPlace: operation({
      name: 'readCheckPlace', method: 'get', path: '/check', summary: 'Of which fleet the codes are that are checked by a link.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 120, seconds: 600 }, refusals: ['not_found'], input: atCheckToken, output: checkPlaceSchema, action: (work, { token }) => readCheckPlace(work, token),
    }),
    checkCodesByLink: operation({
      name: 'checkCodesByLink', method: 'post', path: '/check', summary: 'Checks one-time codes by the secret link of a fleet.',
      right: 'public', pagesOnly: true, limit: { per: 'network', count: 60, seconds: 600 }, refusals: ['not_found'], input: checkByLinkSchema, output: checkedCodesSchema, action: (work, input) => checkByLink(isBarred, work, input),
    }),
  } as const;
}
