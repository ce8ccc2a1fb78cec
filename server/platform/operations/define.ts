import type { z } from 'zod';
import type { ProblemCode } from '../../../common/contract/problem.ts';
import type { Outcome } from '../outcome/refusal.ts';
import type { Permission, Scope } from './actor.ts';
import type { Work } from './work.ts';

/** Who may use an operation: anyone, anyone signed in, or who has a permission of the rights table. */
export type Right = 'public' | 'signed_in' | Permission;

/** At most `count` uses in `seconds`, per network of the caller or per signed-in person. */
export type Limit = { per: 'network' | 'person'; count: number; seconds: number; /** A use that succeeds does not count, as with signing in. */ failuresOnly?: boolean };

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One thing that the API and the pages can do: the only way in. */
export type Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType, Facts = unknown> = {
  readonly name: string;
  readonly method: Method;
  /** Below /api/v1, with `{key}` for path parameters, which are fields of the input. */
  readonly path: string;
  readonly summary: string;
  /** What a developer should know besides; English, a few sentences. */
  readonly description?: string;
  /** It will go away: since when that is known, from when on it is gone at the earliest, and what to use instead. Dates as 2027-01-31. */
  readonly deprecated?: { since: string; sunset: string; use: string };
  /** What it refuses besides what follows from its right, its schemas and its limits. */
  readonly refusals?: readonly ProblemCode[];
  /** The answer holds a secret that is shown once: what is kept for a repeated Idempotency-Key is sealed. */
  readonly secretAnswer?: boolean;
  readonly right: Right;
  /**
   * Where the right must hold. Left out: for the whole centre. `any`: somewhere, and the action narrows what it does to `scopesWhere`. A
   * function names the fleet or team that the input is about; undefined when there is no such thing.
   */
  readonly scope?: 'any' | ((work: Work, input: z.output<Input>) => Scope | undefined | Promise<Scope | undefined>);
  /** Only shortly after the person proved who they are: it changes how they sign in, or gives rights away. */
  readonly recent?: boolean;
  /** An operation for everyone signed in that an API key may use as well; those of the rights table ask for the key's permissions. */
  readonly keys?: boolean;
  readonly input: Input;
  readonly output: Output;
  readonly limit?: Limit;
  /** A creating operation answers a repeated Idempotency-Key with the first answer. */
  readonly idempotent?: boolean;
  /** Largest body in KiB; 256 when left out. */
  readonly maximumBody?: number;
  /** It answers a file (`fileAnswerSchema`): over HTTP its bytes as an attachment. */
  readonly download?: boolean;
  /** Programs do not see it: it makes sense on the pages only (cookies, set-up). */
  readonly pagesOnly?: boolean;
  /** A second limit by what the input names, for example the account that is guessed at. */
  readonly subjectLimit?: { count: number; seconds: number; subject(input: z.output<Input>): string };
  /** Slow work before the transaction (hashes, calls outside); what could have changed meanwhile is checked again in `action`. */
  gather?(work: Work, input: z.output<Input>): Promise<Facts>;
  action(work: Work, input: z.output<Input>, facts: Facts): Promise<Outcome<z.input<Output>>>;
};

export type Operations = Readonly<Record<string, Operation>>;

/** Declares an operation with its types. */
export function operation<Input extends z.ZodType, Output extends z.ZodType, Facts = undefined>(declared: Operation<Input, Output, Facts>): Operation<Input, Output, Facts> {
  return declared;
}

/** GET and HEAD only read; everything else runs in one transaction. */
export function writes(declared: Pick<Operation, 'method'>): boolean {
  return declared.method !== 'get';
}
