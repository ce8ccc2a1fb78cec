import { z } from 'zod';
import {
  endEntitlementSchema, entitlementPageSchema, entitlementUsedSchema, entitlementViewSchema, grantEntitlementSchema, listEntitlementsSchema, ownEntitlementsSchema, tiedToAccountsSchema, updateEntitlementSchema, useEntitlementSchema,
} from '../../common/contract/entitlements.ts';
import { atId } from '../../common/contract/organisations.ts';
import { done, operation, refuse } from '../platform/index.ts';
import { changeEntitlement, endEntitlement, grantEntitlement, readEntitlement, readEntitlements, returnEntitlementUse, takeEntitlementUse } from './actions/entitlements.ts';
import { readTied } from './actions/tied.ts';
import { createEntitlementsOf } from './entitlements-of.ts';
import type { ServicesParts } from './ports.ts';
import { ownViews } from './views.ts';

/** Everything that can be done with entitlements. */
export function entitlementOperations(parts: ServicesParts) {
  const entitlementsOf = createEntitlementsOf(parts);
  return {
    listEntitlements: operation({
      name: 'listEntitlements', method: 'get', path: '/entitlements', summary: 'Entitlements, newest first; by person, organisation, plan, state, or part of a name or reference.',
      right: 'entitlements.read', input: listEntitlementsSchema, output: entitlementPageSchema, action: (work, input) => readEntitlements({ parts, work }, input),
    }),
    readEntitlement: operation({
      name: 'readEntitlement', method: 'get', path: '/entitlements/{id}', summary: 'One entitlement.',
      right: 'entitlements.read', input: atId, output: entitlementViewSchema, action: (work, { id }) => readEntitlement({ parts, work }, id),
    }),
    grantEntitlement: operation({
      name: 'grantEntitlement', method: 'post', path: '/entitlements', summary: 'Lets a person, an organisation, or whoever proves an account use a plan.',
      right: 'entitlements.edit', idempotent: true, input: grantEntitlementSchema, output: entitlementViewSchema, action: (work, input) => grantEntitlement({ parts, work }, input),
    }),
    updateEntitlement: operation({
      name: 'updateEntitlement', method: 'patch', path: '/entitlements/{id}', summary: 'Changes the days, uses, reference or note of an entitlement.',
      right: 'entitlements.edit', input: updateEntitlementSchema, output: entitlementViewSchema, action: (work, input) => changeEntitlement({ parts, work }, input),
    }),
    endEntitlement: operation({
      name: 'endEntitlement', method: 'post', path: '/entitlements/{id}/end', summary: 'Ends an entitlement at once.',
      right: 'entitlements.edit', input: endEntitlementSchema, output: entitlementViewSchema, action: (work, input) => endEntitlement({ parts, work }, input, true),
    }),
    resumeEntitlement: operation({
      name: 'resumeEntitlement', method: 'post', path: '/entitlements/{id}/resume', summary: 'Takes the end of an entitlement back.',
      right: 'entitlements.edit', input: endEntitlementSchema, output: entitlementViewSchema, action: (work, input) => endEntitlement({ parts, work }, input, false),
    }),
    takeEntitlementUse: operation({
      name: 'takeEntitlementUse', method: 'post', path: '/entitlements/{id}/uses', summary: 'Takes one use or several; never more than there are.',
      right: 'entitlements.edit', idempotent: true, refusals: ['no_uses_left'], input: useEntitlementSchema, output: entitlementUsedSchema, action: (work, input) => takeEntitlementUse({ parts, work }, input),
    }),
    returnEntitlementUse: operation({
      name: 'returnEntitlementUse', method: 'post', path: '/entitlements/{id}/uses/return', summary: 'Gives uses back.',
      right: 'entitlements.edit', idempotent: true, input: useEntitlementSchema, output: entitlementUsedSchema, action: (work, input) => returnEntitlementUse({ parts, work }, input),
    }),
    readOwnEntitlements: operation({
      name: 'readOwnEntitlements', method: 'get', path: '/me/entitlements', summary: 'What whoever asks may use, and what has lately ended.',
      right: 'signed_in', keys: true, input: z.strictObject({}), output: ownEntitlementsSchema,
      action: async (work) => done({ items: work.actor.kind === 'person' ? ownViews(parts, await entitlementsOf(work.db, work.actor.id, work.now), work.language) : [] }),
    }),
    readTiedToAccounts: operation({
      name: 'readTiedToAccounts', method: 'get', path: '/people/{person}/tied-to-accounts', summary: 'How many memberships and entitlements a person would lose with each proven account.',
      right: 'people.edit', input: z.strictObject({ person: z.uuid() }), output: tiedToAccountsSchema, action: (work, { person }) => readTied(parts, work, person),
    }),
    readOwnTiedToAccounts: operation({
      name: 'readOwnTiedToAccounts', method: 'get', path: '/me/tied-to-accounts', summary: 'How many memberships and entitlements one would lose with each of one’s own proven accounts.',
      right: 'signed_in', input: z.strictObject({}), output: tiedToAccountsSchema, action: (work) => (work.actor.kind === 'person' ? readTied(parts, work, work.actor.id) : Promise.resolve(refuse('not_found'))),
    }),
  } as const;
}
