import { createHookSchema, hookIdSchema, hookMessagesSchema, hookSchema, hookSecretSchema, hooksSchema, listHookMessagesSchema, listHooksSchema, updateHookSchema } from '../../../common/contract/hooks.ts';
import { operation } from '../../platform/index.ts';
import { createHook, listHookMessages, listHooks, readHook, rotateHookSecret, setHookDeleted, updateHookOf } from '../actions/hooks.ts';

/** Addresses under which other systems tell the centre something. */
export function createHookOperations() {
  const right = 'webhooks.manage';
  return {
    listHooks: operation({
      name: 'listHooks', method: 'get', path: '/hooks', summary: 'Every incoming hook, latest first.',
      right, input: listHooksSchema, output: hooksSchema, action: listHooks,
    }),
    readHook: operation({
      name: 'readHook', method: 'get', path: '/hooks/{id}', summary: 'Reads one incoming hook.',
      right, input: hookIdSchema, output: hookSchema, action: readHook,
    }),
    listHookMessages: operation({
      name: 'listHookMessages', method: 'get', path: '/hooks/{id}/messages', summary: 'What came to an incoming hook in the last 30 days and what was refused, latest first.',
      description: 'Of a message only its id and type are kept. Refusals are counted by the minute and the reason.',
      right, input: listHookMessagesSchema, output: hookMessagesSchema, action: listHookMessages,
    }),
    createHook: operation({
      name: 'createHook', method: 'post', path: '/hooks', summary: 'Adds an incoming hook; its secret is shown in this answer only.',
      description: 'Another system posts JSON with a field `type` to /hooks/{id} of the centre, signed as Standard Webhooks asks. Each message, by its webhook-id, publishes the event `hook.received` once; that can be told to webhooks and to the staff.',
      right, idempotent: true, secretAnswer: true, refusals: ['section_full'], input: createHookSchema, output: hookSecretSchema, action: createHook,
    }),
    updateHook: operation({
      name: 'updateHook', method: 'put', path: '/hooks/{id}', summary: 'Renames an incoming hook, or switches it on or off.',
      right, input: updateHookSchema, output: hookSchema, action: updateHookOf,
    }),
    deleteHook: operation({
      name: 'deleteHook', method: 'delete', path: '/hooks/{id}', summary: 'Deletes an incoming hook; it can be brought back for 30 days.',
      right, input: hookIdSchema, output: hookSchema, action: (work, input) => setHookDeleted(work, input, true),
    }),
    restoreHook: operation({
      name: 'restoreHook', method: 'post', path: '/hooks/{id}/restore', summary: 'Brings a deleted incoming hook back.',
      right, refusals: ['section_full'], input: hookIdSchema, output: hookSchema, action: (work, input) => setHookDeleted(work, input, false),
    }),
    rotateHookSecret: operation({
      name: 'rotateHookSecret', method: 'post', path: '/hooks/{id}/secret', summary: 'Gives an incoming hook a new secret; the one before stops at once.',
      right, idempotent: true, secretAnswer: true, input: hookIdSchema, output: hookSecretSchema, action: rotateHookSecret,
    }),
  } as const;
}
