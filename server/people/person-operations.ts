import {
  addIdentitySchema, addPersonSchema, changeStateSchema, identityChangedSchema, identityConfirmedSchema, identityRefSchema, listPersonsSchema, mergedSchema, mergePersonsSchema, mergePreviewSchema, mergeRefSchema, personChangedSchema,
  personRefSchema, personSchema, personsListedSchema, previewMergeSchema, renamePersonSchema, rightsExplainedSchema, sessionRefSchema, sessionsEndedSchema, sessionsListedSchema, splitPersonSchema, splitSchema, undoConfirmationSchema,
} from '../../common/contract/persons.ts';
import type { ProductParts } from '../parts.ts';
import { done, operation, refuse } from '../platform/index.ts';
import { addIdentity, addPerson, disablePerson, enablePerson, removeIdentity, renamePerson } from './actions/change-person.ts';
import { confirmIdentity, restoreProof, undoConfirmation, withdrawProof } from './actions/change-proof.ts';
import { endSessionsOf } from './actions/end-sessions.ts';
import { withoutLockingOut, withoutTakingLastWay } from './actions/last-way-in.ts';
import { mergePersons, previewMerge, splitPerson, undoMerge } from './actions/merge-persons.ts';
import { explainPersonsRights, listPersonSessions, listPersons, readPerson } from './actions/read-person.ts';
import { lockPerson } from './store/persons.ts';
import { endSessionOf } from './store/sessions.ts';

/** What staff does with persons. */
export function createPersonOperations(parts: ProductParts) {
  const { canSignIn } = parts;
  return {
    listPersons: operation({
      name: 'listPersons', method: 'get', path: '/people', summary: 'Finds persons by name, address, number, login or UID; the latest first.',
      right: 'people.read', input: listPersonsSchema, output: personsListedSchema, action: listPersons,
    }),
    addPerson: operation({
      name: 'addPerson', method: 'post', path: '/people', summary: 'Adds a person with the accounts that they say to have.',
      right: 'people.edit', idempotent: true, input: addPersonSchema, output: personChangedSchema, action: addPerson,
    }),
    readPerson: operation({
      name: 'readPerson', method: 'get', path: '/people/{id}', summary: 'A person: accounts, roles, merged entries.',
      right: 'people.read', input: personRefSchema, output: personSchema, action: readPerson,
    }),
    renamePerson: operation({
      name: 'renamePerson', method: 'patch', path: '/people/{id}', summary: 'Changes a person’s name or language.',
      right: 'people.edit', input: renamePersonSchema, output: personChangedSchema, action: renamePerson,
    }),
    disablePerson: operation({
      name: 'disablePerson', method: 'post', path: '/people/{id}/disable', summary: 'Shuts a person out; their sessions end at once everywhere.',
      right: 'people.edit', refusals: ['last_operator', 'no_operator_left'], input: changeStateSchema, output: personChangedSchema, action: (work, input) => withoutLockingOut(canSignIn, work, () => disablePerson(work, input)),
    }),
    enablePerson: operation({
      name: 'enablePerson', method: 'post', path: '/people/{id}/enable', summary: 'Lets a person in again.',
      right: 'people.edit', input: changeStateSchema, output: personChangedSchema, action: enablePerson,
    }),
    addIdentity: operation({
      name: 'addIdentity', method: 'post', path: '/people/{id}/identities', summary: 'Adds an account that a person says to have.',
      right: 'people.edit', idempotent: true, refusals: ['account_known'], input: addIdentitySchema, output: identityChangedSchema, action: addIdentity,
    }),
    removeIdentity: operation({
      name: 'removeIdentity', method: 'delete', path: '/people/{id}/identities/{identity}', summary: 'Removes an account that is only claimed.',
      right: 'people.edit', refusals: ['still_proven', 'no_operator_left'], input: identityRefSchema, output: identityChangedSchema, action: (work, input) => withoutLockingOut(canSignIn, work, () => removeIdentity(work, input)),
    }),
    confirmIdentity: operation({
      name: 'confirmIdentity', method: 'post', path: '/people/{id}/identities/{identity}/proof', summary: 'Proves an account by an operator’s word; it can be signed in with from then on.',
      right: 'people.edit', recent: true, refusals: ['account_taken'], input: identityRefSchema, output: identityConfirmedSchema, action: (work, input) => withoutTakingLastWay(canSignIn, work, 'account_taken', () => confirmIdentity(work, input)),
    }),
    undoConfirmation: operation({
      name: 'undoConfirmation', method: 'post', path: '/people/{id}/identities/{identity}/proof/undo', summary: 'Takes an operator’s word about an account back as if it had not been given; others claim the account again.',
      right: 'people.edit', refusals: ['too_late', 'no_operator_left'], input: undoConfirmationSchema, output: identityChangedSchema, action: (work, input) => withoutLockingOut(canSignIn, work, () => undoConfirmation(work, input)),
    }),
    withdrawProof: operation({
      name: 'withdrawProof', method: 'delete', path: '/people/{id}/identities/{identity}/proof', summary: 'Takes the proof of an account back; the person’s sessions end.',
      right: 'people.edit', refusals: ['no_operator_left'], input: identityRefSchema, output: identityChangedSchema, action: (work, input) => withoutLockingOut(canSignIn, work, () => withdrawProof(work, input)),
    }),
    restoreProof: operation({
      name: 'restoreProof', method: 'post', path: '/people/{id}/identities/{identity}/proof/restore', summary: 'Gives back a proof that was taken back, with its method and date.',
      right: 'people.edit', recent: true, refusals: ['account_taken'], input: identityRefSchema, output: identityChangedSchema, action: (work, input) => withoutTakingLastWay(canSignIn, work, 'account_taken', () => restoreProof(work, input)),
    }),
    previewMerge: operation({
      name: 'previewMerge', method: 'get', path: '/people/{id}/merge-preview', summary: 'What merging another entry into this person would move and end.',
      right: 'people.edit', input: previewMergeSchema, output: mergePreviewSchema, action: (work, input) => previewMerge(parts, work, input),
    }),
    mergePersons: operation({
      name: 'mergePersons', method: 'post', path: '/people/{id}/merges', summary: 'Merges another entry into this person; it can be undone.',
      right: 'people.edit', recent: true, refusals: ['last_operator', 'no_operator_left'], input: mergePersonsSchema, output: mergedSchema, action: (work, input) => mergePersons(parts, work, input),
    }),
    undoMerge: operation({
      name: 'undoMerge', method: 'delete', path: '/people/{id}/merges/{merge}', summary: 'Makes two entries of one again and gives back what moved.',
      right: 'people.edit', refusals: ['no_operator_left'], input: mergeRefSchema, output: mergedSchema, action: (work, input) => undoMerge(parts, work, input),
    }),
    splitPerson: operation({
      name: 'splitPerson', method: 'post', path: '/people/{id}/split', summary: 'Gives chosen accounts of a person to a new entry.',
      right: 'people.edit', idempotent: true, recent: true, refusals: ['no_operator_left'], input: splitPersonSchema, output: splitSchema, action: (work, input) => withoutLockingOut(canSignIn, work, () => splitPerson(work, input)),
    }),
    listPersonSessions: operation({
      name: 'listPersonSessions', method: 'get', path: '/people/{id}/sessions', summary: 'The sessions of a person that live.',
      right: 'people.edit', input: personRefSchema, output: sessionsListedSchema, action: listPersonSessions,
    }),
    endPersonSession: operation({
      name: 'endPersonSession', method: 'delete', path: '/people/{id}/sessions/{session}', summary: 'Ends one session of a person.',
      right: 'people.edit', input: sessionRefSchema, output: sessionsEndedSchema,
      action: async (work, { id, session }) => {
        const person = await lockPerson(work.db, id);
        if (person === undefined || !(await endSessionOf(work.db, id, session, work.now))) return refuse('not_found');
        await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: person.name, session: 'lived' }, after: { name: person.name, session: 'ended' } });
        await work.publish({ name: 'people.sessions_ended', subject: id });
        return done({ ended: 1 });
      },
    }),
    endPersonSessions: operation({
      name: 'endPersonSessions', method: 'delete', path: '/people/{id}/sessions', summary: 'Ends all sessions of a person.',
      right: 'people.edit', input: personRefSchema, output: sessionsEndedSchema,
      action: async (work, { id }) => {
        const person = await lockPerson(work.db, id);
        if (person === undefined || person.erased) return refuse('not_found');
        const ended = await endSessionsOf(work, id);
        await work.audit({ subjectKind: 'person', subjectKey: id, before: { name: person.name, sessions: ended }, after: { name: person.name, sessions: 0 } });
        return done({ ended });
      },
    }),
    explainRights: operation({
      name: 'explainRights', method: 'get', path: '/people/{id}/rights', summary: 'What a person may do, where, and because of which roles.',
      right: 'people.read', input: personRefSchema, output: rightsExplainedSchema, action: (work, input) => explainPersonsRights(parts.hasSecondFactor, work, input),
    }),
  } as const;
}
