import { data, type RouterContextProvider } from 'react-router';
import { pageContext } from '../../page-context.ts';
import type { Outcome } from '../../../server/platform/index.ts';
import { readDeed, type DeedAnswer } from './use-deed.ts';

type Run = (input: never) => Promise<Outcome<unknown>>;

/** Runs the deed that a page sent, out of those that the page has; the operation checks its input. */
export async function runDeed(context: Readonly<RouterContextProvider>, request: Request, deeds: Readonly<Record<string, Run>>): Promise<DeedAnswer> {
  const { explain } = context.get(pageContext);
  const deed = await readDeed(request);
  const run = Object.hasOwn(deeds, deed.do) ? deeds[deed.do] : undefined;
  if (run === undefined) throw data(null, { status: 400 });
  const outcome = await run((deed.input ?? {}) as never);
  if (!outcome.ok) return { ok: false, problem: explain(outcome.refusal) };
  const value = outcome.value as { ids?: string[]; id?: string; sentence?: string };
  return { ok: true, did: deed.do, ...(value.ids === undefined ? {} : { ids: value.ids }), ...(value.id === undefined ? {} : { id: value.id }), ...(value.sentence === undefined ? {} : { tried: outcome.value as Extract<DeedAnswer, { ok: true }>['tried'] & object }) };
}
