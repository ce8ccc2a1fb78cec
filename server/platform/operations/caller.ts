import type { z } from 'zod';
import type { Outcome } from '../outcome/refusal.ts';
import type { Operation, Operations } from './define.ts';
import { invoke, type Ground } from './invoke.ts';
import type { Call } from './work.ts';

/** The registry as functions: `await ops.saveChannel(input)`. The same right, limit, validation and audit as over HTTP. */
export type Caller<Registry extends Operations> = {
  readonly [Name in keyof Registry]: Registry[Name] extends Operation<infer Input, infer Output> ? (input: z.input<Input>) => Promise<Outcome<z.output<Output>>> : never;
};

/** Functions for one call's actor and language; made per request, so it builds nothing until it is used. */
export function callerFor<Registry extends Operations>(ground: Ground, operations: Registry, call: Call): Caller<Registry> {
  return new Proxy({} as Caller<Registry>, {
    get: (_target, name) => {
      const operation = typeof name === 'string' && Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (operation === undefined) return undefined;
      return (input: unknown) => invoke(ground, operation, call, input);
    },
  });
}
