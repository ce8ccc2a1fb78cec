import type { Problem } from '../../../common/contract/problem.ts';
import type { PageContext } from '../../page-context.ts';
import { isObject, type JsonObject } from '../json.ts';

/** What a form sends, as JSON. `revision` is the one that was edited; a new entry has none. */
export type SaveRequest = { value: JsonObject; revision: number | null; idempotencyKey?: string };
export type SaveResult = { ok: true; value: JsonObject; revision: number } | { ok: false; problem: Problem };

/** Reads what a form sent; anything else is the work of no form of ours. */
export async function readSaveRequest(request: Request): Promise<SaveRequest> {
  const body: unknown = await request.json();
  if (!isObject(body) || !isObject(body['value'])) throw new Response(null, { status: 400 });
  const { value, revision, idempotencyKey } = body;
  return { value, revision: typeof revision === 'number' ? revision : null, ...(typeof idempotencyKey === 'string' ? { idempotencyKey } : {}) };
}

type Refused = { ok: false; refusal: Parameters<PageContext['explain']>[0] };

/** The refusal in the reader's words, its fields named as the form names them: without the `prefix` of the operation's input. */
export function refused(context: Pick<PageContext, 'explain'>, outcome: Refused, prefix: string): { ok: false; problem: Problem } {
  const problem = context.explain(outcome.refusal);
  const fields = problem.fields?.map((field) => ({ ...field, path: field.path.startsWith(`${prefix}.`) ? field.path.slice(prefix.length + 1) : field.path }));
  return { ok: false, problem: { ...problem, ...(fields === undefined ? {} : { fields }) } };
}
