import { z } from 'zod';
import {
  consentRecordedSchema, discardDraftSchema, discardedSchema, erasurePreviewSchema, findForPrivacySchema, formRecordSchema, formSummariesSchema, foundForPrivacySchema, listRequestsSchema, noticeVersionSchema, ownConsentSchema, ownPrivacySchema, personRequestSchema,
  privacyPageSchema, privacyRequestSchema, publishDraftSchema, readExportSchema, readNoticeSchema, readOwnConsentSchema, recordOwnConsentSchema, requestIdSchema, requestsSchema, retentionSchema, retentionTableSchema, saveDraftSchema, setRetentionSchema, withdrawConsentSchema,
} from '../../common/contract/privacy.ts';
import type { ProductParts } from '../parts.ts';
import { fileAnswerSchema } from '../platform/files/index.ts';
import { done, operation, refuse } from '../platform/index.ts';
import { isConsentMissing, recordConsent } from './consent.ts';
import { discardDraft, listForms, publish, readForm, readNotice, readPrivacyPage, saveDraft } from './actions/notices.ts';
import { findForPrivacy, listRequests, previewErasure, readExport, readOwnPrivacy, requestErasure, requestExport, takeBack, withdraw } from './actions/requests.ts';
import { listRetention, setRetention } from './actions/retention.ts';

const nothing = z.strictObject({});
const right = 'privacy.handle';

/** Everything about privacy: for everyone, for the person themself, for who handles it. */
export function createPrivacyOperations({ personalData, retentionKinds, canSignIn }: ProductParts) {
  return {
    readPrivacyPage: operation({
      name: 'readPrivacyPage', method: 'get', path: '/privacy', summary: 'The privacy notices in force and how long data stay.',
      right: 'public', input: nothing, output: privacyPageSchema, action: (work) => readPrivacyPage(retentionKinds, work),
    }),
    readPrivacyNotice: operation({
      name: 'readPrivacyNotice', method: 'get', path: '/privacy/notices/{form}', summary: 'The privacy notice of a form that is in force.',
      right: 'public', input: readNoticeSchema, output: noticeVersionSchema, action: readNotice,
    }),
    readOwnPrivacy: operation({
      name: 'readOwnPrivacy', method: 'get', path: '/privacy/own', summary: 'What is kept about oneself in numbers, one’s consents and requests.',
      right: 'signed_in', input: nothing, output: ownPrivacySchema, action: (work) => readOwnPrivacy(personalData, work),
    }),
    recordOwnConsent: operation({
      name: 'recordOwnConsent', method: 'post', path: '/privacy/own/consents', summary: 'Keeps that a notice was shown to oneself, and whether its box was ticked.',
      right: 'signed_in', idempotent: true, limit: { per: 'person', count: 60, seconds: 3600 }, input: recordOwnConsentSchema, output: consentRecordedSchema,
      action: (work, input) => (work.actor.kind === 'person' ? recordConsent(work, { ...input, personId: work.actor.id }) : Promise.resolve(refuse('not_found'))),
    }),
    readOwnConsent: operation({
      name: 'readOwnConsent', method: 'get', path: '/privacy/own/missing-consent', summary: 'Whether a form asks for an agreement that one has not given.',
      right: 'signed_in', input: readOwnConsentSchema, output: ownConsentSchema,
      action: async (work, { form }) => (work.actor.kind === 'person' ? done({ missing: await isConsentMissing(work, form, work.actor.id) }) : refuse('not_found')),
    }),
    withdrawConsent: operation({
      name: 'withdrawConsent', method: 'post', path: '/privacy/own/consents/{id}/withdraw', summary: 'Takes back an agreement.',
      right: 'signed_in', input: withdrawConsentSchema, output: z.object({ withdrawn: z.boolean() }), action: withdraw,
    }),
    requestOwnExport: operation({
      name: 'requestOwnExport', method: 'post', path: '/privacy/own/exports', summary: 'Asks for a copy of everything that is kept about oneself.',
      right: 'signed_in', idempotent: true, recent: true, limit: { per: 'person', count: 10, seconds: 86_400 }, input: nothing, output: privacyRequestSchema,
      action: (work) => (work.actor.kind === 'person' ? requestExport(work, work.actor.id) : Promise.resolve(refuse('not_found'))),
    }),
    requestOwnErasure: operation({
      name: 'requestOwnErasure', method: 'post', path: '/privacy/own/erasure', summary: 'Asks for one’s erasure, which can be taken back for seven days.', refusals: ['last_operator', 'no_operator_left', 'already_asked'],
      right: 'signed_in', recent: true, limit: { per: 'person', count: 10, seconds: 86_400 }, input: nothing, output: privacyRequestSchema,
      action: (work) => (work.actor.kind === 'person' ? requestErasure(canSignIn, work, work.actor.id, 'later') : Promise.resolve(refuse('not_found'))),
    }),
    takeBackPrivacyRequest: operation({
      name: 'takeBackPrivacyRequest', method: 'post', path: '/privacy/requests/{id}/take-back', summary: 'Takes back an erasure that still waits.', refusals: ['too_late'],
      right: 'signed_in', input: requestIdSchema, output: privacyRequestSchema, action: (work, { id }) => takeBack(work, id),
    }),
    downloadPrivacyExport: operation({
      name: 'downloadPrivacyExport', method: 'get', path: '/privacy/exports/{id}/{format}', summary: 'Fetches a finished export, for who asked for it.',
      right: 'signed_in', recent: true, download: true, input: readExportSchema, output: fileAnswerSchema, action: readExport,
    }),
    listPrivacyForms: operation({
      name: 'listPrivacyForms', method: 'get', path: '/privacy/forms', summary: 'Every form with its notice in force, what comes, and how often it was accepted.',
      right, input: nothing, output: formSummariesSchema, action: listForms,
    }),
    readPrivacyForm: operation({
      name: 'readPrivacyForm', method: 'get', path: '/privacy/forms/{form}', summary: 'The versions and the draft of a form’s notice.',
      right, input: readNoticeSchema, output: formRecordSchema, action: readForm,
    }),
    savePrivacyDraft: operation({
      name: 'savePrivacyDraft', method: 'put', path: '/privacy/forms/{form}/draft', summary: 'Begins or replaces the draft of a form’s notice.', refusals: ['stale_revision'],
      right, input: saveDraftSchema, output: formRecordSchema, action: saveDraft,
    }),
    discardPrivacyDraft: operation({
      name: 'discardPrivacyDraft', method: 'delete', path: '/privacy/forms/{form}/draft', summary: 'Throws a draft away.', refusals: ['stale_revision'],
      right, input: discardDraftSchema, output: discardedSchema, action: discardDraft,
    }),
    publishPrivacyDraft: operation({
      name: 'publishPrivacyDraft', method: 'post', path: '/privacy/forms/{form}/publish', summary: 'Publishes the draft as the next version, in force from a date.', refusals: ['stale_revision'],
      right, input: publishDraftSchema, output: formRecordSchema, action: publish,
    }),
    listRetention: operation({
      name: 'listRetention', method: 'get', path: '/privacy/retention', summary: 'How long each kind of data stays.',
      right, input: nothing, output: retentionTableSchema, action: (work) => listRetention(retentionKinds, work),
    }),
    setRetention: operation({
      name: 'setRetention', method: 'put', path: '/privacy/retention/{kind}', summary: 'Sets how many days a kind of data stays.', refusals: ['stale_revision'],
      right, input: setRetentionSchema, output: retentionSchema, action: (work, input) => setRetention(retentionKinds, work, input),
    }),
    listPrivacyRequests: operation({
      name: 'listPrivacyRequests', method: 'get', path: '/privacy/requests', summary: 'Exports and erasures that were asked for, latest first.',
      right, input: listRequestsSchema, output: requestsSchema, action: listRequests,
    }),
    findPersonForPrivacy: operation({
      name: 'findPersonForPrivacy', method: 'post', path: '/privacy/find', summary: 'The person who has proven an address or number.',
      right, input: findForPrivacySchema, output: foundForPrivacySchema, action: (work, { address }) => findForPrivacy(work, address),
    }),
    previewErasure: operation({
      name: 'previewErasure', method: 'get', path: '/privacy/people/{id}/erasure', summary: 'What the erasure of a person would delete, and what would stay and why.',
      right, input: personRequestSchema, output: erasurePreviewSchema, action: (work, { id }) => previewErasure(personalData, work, id),
    }),
    requestExport: operation({
      name: 'requestExport', method: 'post', path: '/privacy/people/{id}/exports', summary: 'Makes a copy of everything that is kept about a person.',
      right, idempotent: true, recent: true, input: personRequestSchema, output: privacyRequestSchema, action: (work, { id }) => requestExport(work, id),
    }),
    requestErasure: operation({
      name: 'requestErasure', method: 'post', path: '/privacy/people/{id}/erasure', summary: 'Erases a person at once.', refusals: ['last_operator', 'no_operator_left', 'already_asked'],
      right, recent: true, input: personRequestSchema, output: privacyRequestSchema, action: (work, { id }) => requestErasure(canSignIn, work, id, 'now'),
    }),
  } as const;
}
