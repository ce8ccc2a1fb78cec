import type { ProblemCode } from './generated.ts';

export type FieldProblem = { path: string; code: string; message: string };

/** A refusal of the centre (RFC 9457). `code` is stable, the message is for people. */
export class LichunProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  /** What is wrong with which field, and how to mend it. */
  readonly fields: readonly FieldProblem[];
  /** Quote it when you report something. */
  readonly requestId: string | undefined;
  /** Seconds to wait before the next try, when the centre says so. */
  readonly retryAfter: number | undefined;

  constructor(problem: { code: ProblemCode; status: number; title: string; fields?: readonly FieldProblem[]; requestId?: string }, retryAfter?: number) {
    super(problem.title);
    this.name = 'LichunProblem';
    this.code = problem.code;
    this.status = problem.status;
    this.fields = problem.fields ?? [];
    this.requestId = problem.requestId;
    this.retryAfter = retryAfter;
  }
}
