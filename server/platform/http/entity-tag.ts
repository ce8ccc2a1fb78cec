import { createHash } from 'node:crypto';
import { z } from 'zod';
import { done, refuse, type Outcome } from '../outcome/refusal.ts';
import { writes, type Operation } from '../operations/define.ts';

/** True for an operation that changes one thing from a revision, which `If-Match` may give instead of the input. */
export function takesRevision(operation: Pick<Operation, 'input' | 'method'>): boolean {
  return writes(operation) && operation.input instanceof z.ZodObject && Object.hasOwn(operation.input.shape, 'revision');
}

/** True for an operation that reads one thing with its revision: its answer carries an ETag. */
export function tellsRevision(operation: Pick<Operation, 'output' | 'method'>): boolean {
  return operation.method === 'get' && operation.output instanceof z.ZodObject && Object.hasOwn(operation.output.shape, 'revision');
}

/** A strong tag: the revision that updates compare, and a hash of the bytes, since what is told besides may change without it. */
export function entityTag(revision: number, body: string): string {
  return `"${revision}-${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`;
}

/** True when `If-None-Match` names this tag. Weak tags match too, as the standard has it for reading. */
export function isUnchanged(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.slice(0, 2000).split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}

/** The input with the revision that `If-Match` asks for. Refused where nothing is compared: a condition is never ignored. */
export function withRevision(ifMatch: string | undefined, operation: Operation, input: Record<string, unknown>): Outcome<Record<string, unknown>> {
  if (ifMatch === undefined) return done(input);
  if (!takesRevision(operation)) return refuse('invalid_input', { fields: [{ path: 'If-Match', code: 'unknown_field', parameters: { name: 'If-Match' } }] });
  const tag = ifMatch.trim();
  // A weak tag never matches when something is changed (RFC 9110, 13.1.1).
  if (tag.startsWith('W/')) return refuse('precondition_failed');
  const revision = /^"(\d{1,15})(?:-[A-Za-z0-9_-]{1,60})?"$/.exec(tag)?.[1];
  const given = input['revision'];
  if (revision === undefined || (given !== undefined && given !== Number(revision))) return refuse('invalid_input', { fields: [{ path: 'If-Match', code: 'form' }] });
  return done({ ...input, revision: Number(revision) });
}
