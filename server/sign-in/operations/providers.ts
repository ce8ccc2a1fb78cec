import { z } from 'zod';
import { byKeySchema, createProviderSchema, providerCheckSchema, providerSchema, providersSchema, updateProviderSchema } from '../../../common/contract/sign-in.ts';
import type { ProductParts } from '../../parts.ts';
import { withoutLockingOut, withoutLosingWay } from '../../people/index.ts';
import { done, operation, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { checkProviderWith, createProvider, deleteProvider, restoreProvider, showProviders, updateProviderWith } from '../actions/providers.ts';
import type { Discovery } from '../oidc/discover.ts';

const changes = { per: 'person', count: 60, seconds: 600 } as const;

/** The sign-in services of others that this centre trusts to say who somebody is. */
export function providerOperations(parts: Pick<ProductParts, 'canSignIn'> & { discovery: Discovery }) {
  const { canSignIn } = parts;
  const update = updateProviderWith(parts);
  /** A service may go for others; not for the operator who acts when they have no other way in, nor for the last operator who can sign in. */
  const keeping = <Value>(work: Work, act: () => Promise<Outcome<Value>>) => withoutLockingOut(canSignIn, work, () => (work.actor.kind === 'person' ? withoutLosingWay(canSignIn, work, work.actor.id, act) : act()));
  return {
    listSignInProviders: operation({
      name: 'listSignInProviders', method: 'get', path: '/sign-in-providers', summary: 'The sign-in services of others; their secrets are never shown.',
      right: 'sign_in.manage', input: z.strictObject({}), output: providersSchema, action: showProviders,
    }),
    createSignInProvider: operation({
      name: 'createSignInProvider', method: 'post', path: '/sign-in-providers', summary: 'Adds a sign-in service of others (OpenID Connect).',
      right: 'sign_in.manage', idempotent: true, recent: true, limit: changes, refusals: ['already_exists'], input: createProviderSchema, output: providerSchema, action: createProvider,
    }),
    updateSignInProvider: operation({
      name: 'updateSignInProvider', method: 'put', path: '/sign-in-providers/{key}', summary: 'Changes a sign-in service of others.',
      right: 'sign_in.manage', recent: true, limit: changes, refusals: ['last_way_in', 'no_operator_left'], input: updateProviderSchema, output: providerSchema, action: (work, input) => keeping(work, () => update(work, input)),
    }),
    deleteSignInProvider: operation({
      name: 'deleteSignInProvider', method: 'delete', path: '/sign-in-providers/{key}', summary: 'Deletes a sign-in service of others; it can be restored.',
      right: 'sign_in.manage', recent: true, limit: changes, refusals: ['last_way_in', 'no_operator_left'], input: byKeySchema, output: byKeySchema, action: (work, input) => keeping(work, () => deleteProvider(work, input)),
    }),
    restoreSignInProvider: operation({
      name: 'restoreSignInProvider', method: 'post', path: '/sign-in-providers/{key}/restored', summary: 'Restores a deleted sign-in service of others.',
      right: 'sign_in.manage', recent: true, limit: changes, input: byKeySchema, output: providerSchema, action: restoreProvider,
    }),
    checkSignInProvider: operation({
      name: 'checkSignInProvider', method: 'post', path: '/sign-in-providers/{key}/check', summary: 'Asks a sign-in service who it is, and says what is wrong.',
      right: 'sign_in.manage', limit: changes, input: byKeySchema, output: providerCheckSchema, gather: checkProviderWith(parts),
      action: async (_work, _input, check) => (check === undefined ? refuse('not_found') : done(check)),
    }),
  } as const;
}
