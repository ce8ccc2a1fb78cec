import type { ProblemCode } from '../../../common/contract/problem.ts';

export type Parameters = Readonly<Record<string, string | number>>;

/** One wrong field: `code` and `parameters` name a sentence in common/locales/fields; in a file it has a place too, from 1. */
export type WrongField = { path: string; code: string; parameters?: Parameters; line?: number; column?: number };

/** Why something was not done: a value, not an exception. */
export type Refusal = { code: ProblemCode; parameters?: Parameters; fields?: WrongField[] };

export type Outcome<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal };

export function done<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

export function refuse(code: ProblemCode, details: Omit<Refusal, 'code'> = {}): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, ...details } };
}
