import { allApiKeysSchema, apiKeyCreatedSchema, apiKeyIdSchema, apiKeySchema, apiKeysSchema, createApiKeySchema, listAllApiKeysSchema, listApiKeysSchema } from '../../../common/contract/programs.ts';
import { operation } from '../../platform/index.ts';
import { createApiKey, listAllApiKeys, listApiKeys, revokeApiKey } from '../actions/keys.ts';

export function createKeyOperations() {
  return {
    listApiKeys: operation({
      name: 'listApiKeys', method: 'get', path: '/keys', summary: 'One’s own API keys, latest first.',
      right: 'keys.own', scope: 'any', input: listApiKeysSchema, output: apiKeysSchema,
      action: listApiKeys,
    }),
    createApiKey: operation({
      name: 'createApiKey', method: 'post', path: '/keys', summary: 'Makes an API key for oneself; the key is shown in this answer only.',
      description: 'Keys are made on the pages or with a session that proved itself within the last 15 minutes; a key cannot make another one. What a key may do is looked up at every use: what its owner may do now, within the permissions that were chosen.',
      right: 'keys.own', scope: 'any', recent: true, idempotent: true, secretAnswer: true, limit: { per: 'person', count: 20, seconds: 3600 }, refusals: ['section_full'],
      input: createApiKeySchema, output: apiKeyCreatedSchema,
      action: createApiKey,
    }),
    revokeApiKey: operation({
      name: 'revokeApiKey', method: 'delete', path: '/keys/{id}', summary: 'Revokes one of one’s own API keys for good; this cannot be undone.',
      right: 'keys.own', scope: 'any', input: apiKeyIdSchema, output: apiKeySchema,
      action: (work, input) => revokeApiKey(work, input, 'own'),
    }),
    listAllApiKeys: operation({
      name: 'listAllApiKeys', method: 'get', path: '/keys/all', summary: 'Everybody’s API keys, latest first.',
      right: 'keys.manage', input: listAllApiKeysSchema, output: allApiKeysSchema,
      action: listAllApiKeys,
    }),
    revokeAnyApiKey: operation({
      name: 'revokeAnyApiKey', method: 'delete', path: '/keys/all/{id}', summary: 'Revokes anybody’s API key for good; this cannot be undone.',
      right: 'keys.manage', input: apiKeyIdSchema, output: apiKeySchema,
      action: (work, input) => revokeApiKey(work, input, 'anyone'),
    }),
  } as const;
}
