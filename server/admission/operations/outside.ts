import { z } from 'zod';
import { finishForgeVisitSchema, forgeByKeySchema, forgeSchema, forgesSchema, forgeTriedSchema, forgeVisitFinishedSchema, forgeVisitSchema, forgeVisitStartedSchema, ownForgesSchema, putForgeSchema, startForgeVisitSchema, tryForgeSchema } from '../../../common/contract/forges.ts';
import { askHighTrustSchema, askHumanCodeSchema, highTrustProvenSchema, humanChallengeSchema, humanCodeAskedSchema, proveHighTrustSchema, readHumanChallengeSchema } from '../../../common/contract/human-check.ts';
import { declareGraceSchema, endGraceSchema, graceWindowSchema, graceWindowsSchema, listGraceWindowsSchema, outageProbeSchema, outageProbesSchema, putOutageProbeSchema } from '../../../common/contract/outages.ts';
import { endRaidSchema, raidSettingsSchema, raidStatesSchema, updateRaidSettingsSchema } from '../../../common/contract/raids.ts';
import { byTokenSchema, passkeyAskedSchema } from '../../../common/contract/sign-in.ts';
import { keySchema } from '../../../common/contract/text.ts';
import { byProductSchema, putUidServiceSchema, tryUidServiceSchema, uidServiceSchema, uidServicesSchema, uidTriedSchema } from '../../../common/contract/uid-service.ts';
import { takeBackSeconds } from '../../../common/contract/undo.ts';
import type { ProductParts } from '../../parts.ts';
import { done, operation, refuse } from '../../platform/index.ts';
import { finishForgeVisit, prepareForgeReturnWith, readForgeVisit, startForgeVisit } from '../outside/forge-visit.ts';
import { deleteForge, putForge, restoreForge, showForges, showOwnForges, tryForgeWith } from '../outside/forges.ts';
import { declareGraceWith, endGrace, readGraceWindows } from '../outside/grace-operations.ts';
import { askHighTrust, checkHighTrust, proveHighTrust } from '../outside/high-trust.ts';
import { askHumanCode, countHumanCode } from '../outside/human-code.ts';
import { newChallenge } from '../outside/human.ts';
import { deleteProbe, putProbeWith, restoreProbe, showProbes } from '../outside/probes.ts';
import { resumeGraceWith, resumeRaidNow } from '../outside/resume.ts';
import { endRaid, raidStands, readRaidStates, showRaidSettings, updateRaidSettings } from '../outside/raids.ts';
import { deleteUidService, putUidServiceWith, restoreUidService, showUidServices, tryUidServiceWith } from '../outside/uid-services.ts';

const nothing = z.strictObject({});
const atProduct = z.object({ product: keySchema });
const tries = { per: 'person', count: 60, seconds: 600 } as const;

/** Whom admission asks outside, and what is asked of applicants' own browsers. */
export function admissionOutsideOperations(parts: ProductParts) {
  return { ...uidOperations(parts), ...outageOperations(parts), ...forgeOperations(parts), ...proofOperations(), ...raidOperations() } as const;
}

function uidOperations(parts: ProductParts) {
  return {
    listUidServices: operation({
      name: 'listUidServices', method: 'get', path: '/admission/uid-services', summary: 'How products are asked about UIDs; secrets are never answered.',
      right: 'admission.manage', input: nothing, output: uidServicesSchema, action: showUidServices,
    }),
    putUidService: operation({
      name: 'putUidService', method: 'put', path: '/admission/uid-services/{product}', summary: 'Sets up how a product is asked about a UID.',
      description: 'A service that compares (mode match) is asked for each proven e-mail address of the applicant and answers yes or no; one that looks up answers an address, which is compared and never kept.',
      right: 'admission.manage', refusals: ['already_exists', 'stale_revision'], input: putUidServiceSchema, output: uidServiceSchema, action: putUidServiceWith(parts),
    }),
    deleteUidService: operation({
      name: 'deleteUidService', method: 'delete', path: '/admission/uid-services/{product}', summary: 'Asks a product no more; applications with a UID of it go to a moderator.',
      right: 'admission.manage', input: byProductSchema, output: atProduct, action: deleteUidService,
    }),
    restoreUidService: operation({
      name: 'restoreUidService', method: 'post', path: '/admission/uid-services/{product}/restored', summary: 'Takes the deletion back.',
      right: 'admission.manage', input: byProductSchema, output: uidServiceSchema, action: restoreUidService,
    }),
    tryUidService: operation({
      name: 'tryUidService', method: 'post', path: '/admission/uid-services/{product}/tried', summary: 'Asks a product about one UID and one address, and says in words what came of it.',
      right: 'admission.manage', limit: tries, input: tryUidServiceSchema, output: uidTriedSchema, gather: tryUidServiceWith(parts),
      action: async (_work, _input, tried) => (tried === undefined ? refuse('not_found') : done(tried)),
    }),
  };
}

function outageOperations(parts: ProductParts) {
  return {
    listOutageProbes: operation({
      name: 'listOutageProbes', method: 'get', path: '/admission/outage-probes', summary: 'Which products are looked at once a minute, and how they stand.',
      right: 'admission.manage', input: nothing, output: outageProbesSchema, action: showProbes,
    }),
    putOutageProbe: operation({
      name: 'putOutageProbe', method: 'put', path: '/admission/outage-probes/{product}', summary: 'Sets up how a product is looked at. Three failures a minute apart are an outage, five minutes of answers end it.',
      right: 'admission.manage', refusals: ['already_exists', 'stale_revision'], input: putOutageProbeSchema, output: outageProbeSchema, action: putProbeWith(parts),
    }),
    deleteOutageProbe: operation({
      name: 'deleteOutageProbe', method: 'delete', path: '/admission/outage-probes/{product}', summary: 'Looks at a product no more; an outage that was observed is over.',
      right: 'admission.manage', input: byProductSchema, output: atProduct, action: deleteProbe,
    }),
    restoreOutageProbe: operation({
      name: 'restoreOutageProbe', method: 'post', path: '/admission/outage-probes/{product}/restored', summary: 'Takes the deletion back.',
      right: 'admission.manage', input: byProductSchema, output: outageProbeSchema, action: restoreProbe,
    }),
    listGraceWindows: operation({
      name: 'listGraceWindows', method: 'get', path: '/admission/grace-windows', summary: 'When products could not be reached, the latest first.',
      right: 'admission.manage', input: listGraceWindowsSchema, output: graceWindowsSchema, action: readGraceWindows,
    }),
    declareGrace: operation({
      name: 'declareGrace', method: 'post', path: '/admission/grace-windows', summary: 'Declares that a product could not be reached, from when until when at the latest.',
      description: 'Applications of that time may leave the UID out, and no rejection of them counts; counted ones are lifted and the applicants told. It may begin up to seven days ago and lasts seven days at most.',
      right: 'admission.manage', idempotent: true, input: declareGraceSchema, output: graceWindowSchema, action: declareGraceWith(parts),
    }),
    endGrace: operation({
      name: 'endGrace', method: 'post', path: '/admission/grace-windows/{id}/ended', summary: 'Ends a window that goes on; what was applied for in it keeps its grace.',
      right: 'admission.manage', input: endGraceSchema, output: graceWindowSchema, action: endGrace,
    }),
    resumeGrace: operation({
      name: 'resumeGrace', method: 'post', path: '/admission/grace-windows/{id}/resumed', summary: 'Lets a window go on that was ended a moment ago; what was counted since is lifted.', description: `Within ${takeBackSeconds} seconds, and not once anybody was asked for a UID that they owe.`,
      right: 'admission.manage', refusals: ['too_late'], input: endGraceSchema, output: graceWindowSchema, action: resumeGraceWith(parts),
    }),
  };
}

function forgeOperations(parts: ProductParts) {
  return {
    listForges: operation({
      name: 'listForges', method: 'get', path: '/admission/forges', summary: 'Where contributors prove who they are; secrets are never answered.',
      right: 'admission.manage', input: nothing, output: forgesSchema, action: showForges,
    }),
    putForge: operation({
      name: 'putForge', method: 'put', path: '/admission/forges/{key}', summary: 'Sets up a forge: GitHub, Gitee, or one that speaks like them.',
      right: 'admission.manage', refusals: ['already_exists', 'stale_revision'], input: putForgeSchema, output: forgeSchema, action: putForge,
    }),
    deleteForge: operation({
      name: 'deleteForge', method: 'delete', path: '/admission/forges/{key}', summary: 'Uses a forge no more; accounts that were proven stay proven.',
      right: 'admission.manage', input: forgeByKeySchema, output: z.object({ key: keySchema }), action: deleteForge,
    }),
    restoreForge: operation({
      name: 'restoreForge', method: 'post', path: '/admission/forges/{key}/restored', summary: 'Takes the deletion back.',
      right: 'admission.manage', input: forgeByKeySchema, output: forgeSchema, action: restoreForge,
    }),
    tryForge: operation({
      name: 'tryForge', method: 'post', path: '/admission/forges/{key}/tried', summary: 'Reads a repository at a forge, and says in words what came of it.',
      right: 'admission.manage', limit: tries, input: tryForgeSchema, output: forgeTriedSchema, gather: tryForgeWith(parts),
      action: async (_work, _input, tried) => (tried === undefined ? refuse('not_found') : done(tried)),
    }),
    listOwnForges: operation({
      name: 'listOwnForges', method: 'get', path: '/account/forges', summary: 'Where one can prove to be a contributor, and which accounts one has proven.',
      right: 'signed_in', keys: true, input: nothing, output: ownForgesSchema, action: showOwnForges,
    }),
    startForgeVisit: operation({
      name: 'startForgeVisit', method: 'post', path: '/account/forge-visits', summary: 'Where to go to prove an account at a forge; keeps what was typed at the form.',
      right: 'signed_in', pagesOnly: true, limit: { per: 'person', count: 30, seconds: 600 }, input: startForgeVisitSchema, output: forgeVisitStartedSchema, action: startForgeVisit,
    }),
    finishForgeVisit: operation({
      name: 'finishForgeVisit', method: 'post', path: '/account/forge-visits/finished', summary: 'Takes what a forge answered.',
      right: 'signed_in', pagesOnly: true, limit: { per: 'person', count: 30, seconds: 600 }, refusals: ['wrong_code'], input: finishForgeVisitSchema, output: forgeVisitFinishedSchema, gather: prepareForgeReturnWith(parts), action: finishForgeVisit,
    }),
    readForgeVisit: operation({
      name: 'readForgeVisit', method: 'get', path: '/account/forge-visits/latest', summary: 'What came of the visit of this browser, and what had been typed before.',
      right: 'signed_in', pagesOnly: true, input: byTokenSchema, output: forgeVisitSchema, action: readForgeVisit,
    }),
  };
}

function proofOperations() {
  return {
    readHumanChallenge: operation({
      name: 'readHumanChallenge', method: 'get', path: '/join/{fleet}/challenge', summary: 'A challenge in the form of ALTCHA, for one application to a fleet; each answer is another one.',
      description: 'Its solution goes as base64 of JSON into `human.altcha` of an application, once, within twenty minutes.',
      right: 'public', limit: { per: 'network', count: 120, seconds: 600 }, input: readHumanChallengeSchema, output: humanChallengeSchema,
      action: async (work, { fleet }) => done(await newChallenge(work, { fleet, raid: await raidStands(work, fleet) })),
    }),
    askHumanCode: operation({
      name: 'askHumanCode', method: 'post', path: '/join/{fleet}/code', summary: 'Mails six digits to an address that one has proven, in place of the challenge.',
      right: 'signed_in', keys: true, limit: { per: 'person', count: 20, seconds: 3600 }, input: askHumanCodeSchema, output: humanCodeAskedSchema, gather: countHumanCode, action: askHumanCode,
    }),
    askHighTrust: operation({
      name: 'askHighTrust', method: 'post', path: '/join/{fleet}/passkey', summary: 'What a browser is asked for before an application that has to be confirmed on the device.',
      right: 'signed_in', pagesOnly: true, limit: { per: 'person', count: 60, seconds: 600 }, input: askHighTrustSchema, output: passkeyAskedSchema, action: askHighTrust,
    }),
    proveHighTrust: operation({
      name: 'proveHighTrust', method: 'post', path: '/join/{fleet}/passkey/answer', summary: 'Takes the answer; it confirms the application to this fleet that follows.',
      right: 'signed_in', pagesOnly: true, limit: { per: 'person', count: 30, seconds: 600 }, refusals: ['passkey_refused'], input: proveHighTrustSchema, output: highTrustProvenSchema, gather: checkHighTrust, action: proveHighTrust,
    }),
  };
}

function raidOperations() {
  return {
    readRaidStates: operation({
      name: 'readRaidStates', method: 'get', path: '/admission/raids', summary: 'Fleets to which so many apply at once that every application is looked at.',
      right: 'applications.decide', scope: 'any', input: nothing, output: raidStatesSchema, action: readRaidStates,
    }),
    endRaid: operation({
      name: 'endRaid', method: 'post', path: '/admission/raids/{fleet}/ended', summary: 'Decides applications to a fleet as usual again.',
      right: 'applications.decide', scope: (_work, { fleet }) => ({ kind: 'fleet', key: fleet }), input: endRaidSchema, output: z.object({ fleet: keySchema }), action: endRaid,
    }),
    resumeRaid: operation({
      name: 'resumeRaid', method: 'post', path: '/admission/raids/{fleet}/resumed', summary: 'Lets a raid go on that was ended by hand a moment ago.', description: `Within ${takeBackSeconds} seconds, as long as it would not be over by itself.`,
      right: 'applications.decide', scope: (_work, { fleet }) => ({ kind: 'fleet', key: fleet }), refusals: ['too_late'], input: endRaidSchema, output: z.object({ fleet: keySchema }), action: resumeRaidNow,
    }),
    readRaidSettings: operation({
      name: 'readRaidSettings', method: 'get', path: '/admission/raid-settings', summary: 'How many at once are too many.',
      right: 'admission.manage', input: nothing, output: raidSettingsSchema, action: showRaidSettings,
    }),
    updateRaidSettings: operation({
      name: 'updateRaidSettings', method: 'put', path: '/admission/raid-settings', summary: 'Changes how many at once are too many.',
      right: 'admission.manage', refusals: ['stale_revision'], input: updateRaidSettingsSchema, output: raidSettingsSchema, action: updateRaidSettings,
    }),
  };
}
