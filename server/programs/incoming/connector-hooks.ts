import type { FindHook, IncomingHook } from './hook.ts';

/** What connectors may be called by in the address; an operator’s hook is called by its id, which none of these can be. */
const form = /^[a-z][a-z0-9-]{1,39}$/;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * Puts the hooks of connectors beside the operators’ own: each answers at `/hooks/<its name>`. A name that is taken, or that could be an
 * operator’s hook, is a mistake of the program and ends its start.
 */
export function withConnectorHooks(hooks: readonly IncomingHook[], operators: FindHook): FindHook {
  const byName = new Map<string, IncomingHook>();
  for (const hook of hooks) {
    if (!form.test(hook.name) || uuid.test(hook.name)) throw new Error(`An incoming hook cannot be called ${hook.name}`);
    if (byName.has(hook.name)) throw new Error(`Two incoming hooks are called ${hook.name}`);
    byName.set(hook.name, hook);
  }
  return async (name) => byName.get(name) ?? operators(name);
}
