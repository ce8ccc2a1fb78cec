import { pageContext, type PageContext } from '../../page-context.ts';
import type { Problem } from '../../../common/contract/problem.ts';
import { operationsOfSection } from '../section-operations.ts';
import { sectionOfSlug } from '../sections.ts';

/** `waiting`: so many applications end with a fleet that was deleted. */
export type SectionResult = { ok: true; done: 'deleted' | 'restored' | 'moved'; waiting?: number } | { ok: false; problem: Problem };

type Arguments = { context: { get(key: typeof pageContext): PageContext }; request: Request; params: { section?: string | undefined } };

/** What a list does to its entries: delete, restore, move before another (or to the end). */
export async function changeSection({ context, request, params }: Arguments): Promise<SectionResult> {
  const { ops, explain } = context.get(pageContext);
  const section = sectionOfSlug(params.section);
  if (section === undefined) throw new Response(null, { status: 404 });
  const form = await request.formData();
  const operations = operationsOfSection(ops, section);
  const key = String(form.get('key'));
  const intent = form.get('intent');
  if (intent === 'delete') {
    const standing = section === 'fleets' ? await ops.readFleetStanding({ fleet: key }) : undefined;
    const outcome = await operations.delete({ key });
    return outcome.ok ? { ok: true, done: 'deleted', ...(standing?.ok === true ? { waiting: standing.value.waiting + standing.value.inReview } : {}) } : { ok: false, problem: explain(outcome.refusal) };
  }
  if (intent === 'restore') {
    const outcome = await operations.restore({ key });
    return outcome.ok ? { ok: true, done: 'restored' } : { ok: false, problem: explain(outcome.refusal) };
  }
  const before = form.get('before');
  const outcome = await operations.move({ key, before: typeof before === 'string' && before !== '' ? before : null });
  return outcome.ok ? { ok: true, done: 'moved' } : { ok: false, problem: explain(outcome.refusal) };
}
