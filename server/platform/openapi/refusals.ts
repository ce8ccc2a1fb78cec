import { problemStatuses, type ProblemCode } from '../../../common/contract/problem.ts';
import { takesRevision } from '../http/entity-tag.ts';
import { writes, type Operation } from '../operations/define.ts';
import type { Refusal } from '../outcome/refusal.ts';

/** What any request can meet, whatever it asks for. */
const anywhere: readonly ProblemCode[] = ['invalid_input', 'invalid_key', 'unknown_host', 'too_many_requests', 'internal_error', 'unavailable'];
const whenWriting: readonly ProblemCode[] = ['unreadable_body', 'foreign_origin', 'body_too_large', 'wrong_content_type'];

/** Every reason for which an operation can be refused, as its declaration has them. */
export function refusalsOf(operation: Operation): ProblemCode[] {
  const { right, recent, idempotent, path, refusals = [] } = operation;
  const codes: ProblemCode[] = [...anywhere];
  if (writes(operation)) codes.push(...whenWriting);
  if (right !== 'public') codes.push('sign_in_required');
  if (right !== 'public' && right !== 'signed_in') codes.push('second_factor_required');
  if (right !== 'public' || path.includes('{')) codes.push('not_found');
  if (recent === true) codes.push('recent_sign_in_required');
  if (takesRevision(operation)) codes.push('stale_revision', 'precondition_failed');
  if (idempotent === true) codes.push('idempotency_key_reused');
  return [...new Set([...codes, ...refusals])];
}

/** The codes of each HTTP status, the statuses in order. */
export function refusalsByStatus(codes: readonly ProblemCode[]): [number, ProblemCode[]][] {
  const statuses = [...new Set(codes.map((code) => problemStatuses[code]))].toSorted((left, right) => left - right);
  return statuses.map((status) => [status, codes.filter((code) => problemStatuses[code] === status)]);
}

/** Throws for a refusal that the operation's description does not name: whoever writes a client would never have expected it. */
export function checkRefusal(operation: Operation, { code }: Refusal): void {
  if (!refusalsOf(operation).includes(code)) throw new Error(`${operation.name} refuses with ${code}, which its description does not name`);
}
