import { pageContext, type PageContext } from '../../page-context.ts';
import type { Problem } from '../../../common/contract/problem.ts';
import { operationsOfSection } from '../section-operations.ts';
import { sectionOfSlug } from '../sections.ts';

/** `waiting`: so many applications end with a fleet that is deleted; `seats`: so many people have a seat there. `looked`: nothing was done yet. */
export type SectionResult = { ok: true; done: 'looked' | 'deleted' | 'restored' | 'moved'; waiting?: number; seats?: number } | { ok: false; problem: Problem };

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
    const held = section === 'fleets' ? await heldBy(ops, key) : {};
    const outcome = await operations.delete({ key });
    return outcome.ok ? { ok: true, done: 'deleted', ...held } : { ok: false, problem: explain(outcome.refusal) };
  }
  if (intent === 'look') return { ok: true, done: 'looked', ...(await heldBy(ops, key)) };
  if (intent === 'restore') {
    const outcome = await operations.restore({ key });
    return outcome.ok ? { ok: true, done: 'restored' } : { ok: false, problem: explain(outcome.refusal) };
  }
  const before = form.get('before');
  const outcome = await operations.move({ key, before: typeof before === 'string' && before !== '' ? before : null });
  return outcome.ok ? { ok: true, done: 'moved' } : { ok: false, problem: explain(outcome.refusal) };
}

/** Whom the deletion of a fleet concerns. */
async function heldBy(ops: PageContext['ops'], fleet: string): Promise<{ waiting?: number; seats?: number }> {
  const standing = await ops.readFleetStanding({ fleet });
  if (!standing.ok) return {};
  return { waiting: standing.value.ending, seats: standing.value.groups.reduce((sum, { members, reserved }) => sum + members + reserved, 0) };
}
