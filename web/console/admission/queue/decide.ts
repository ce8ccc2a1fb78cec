import { z } from 'zod';
import { priorities } from '../../../../common/contract/fleet.ts';
import { pageContext } from '../../../page-context.ts';
import type { Route } from './+types/decide.ts';

const id = z.uuid();
const words = { template: z.string().max(48).optional(), reason: z.string().max(600).optional() };
/** What the queue sends. The operations behind it judge everything again. */
const wish = z.discriminatedUnion('do', [
  z.object({ do: z.enum(['approve', 'reject', 'waitlist']), items: z.array(z.object({ id, revision: z.int() })).min(1).max(100), counts: z.boolean().optional(), priority: z.enum(priorities).optional(), ...words }),
  z.object({ do: z.literal('undo'), ids: z.array(id).min(1).max(100) }),
  z.object({ do: z.enum(['claim', 'release']), id }),
]);
export type QueueWish = z.input<typeof wish>;
/** One outcome for each application: done, with the state it is in now, or not, and why. */
export type QueueOutcome = { id: string; state?: string; repeated?: boolean; problem?: string };

export async function action({ context, request }: Route.ActionArgs): Promise<Response> {
  const { ops, explain, language } = context.get(pageContext);
  const parsed = wish.safeParse(await request.json());
  if (!parsed.success) return new Response(null, { status: 400 });
  const asked = parsed.data;
  const answer = (items: QueueOutcome[]) => Response.json({ items }, { headers: { 'content-language': language } });
  if ('id' in asked) {
    const done = await (asked.do === 'claim' ? ops.claimApplication : ops.releaseApplication)({ id: asked.id });
    return answer([done.ok ? { id: asked.id } : { id: asked.id, problem: explain(done.refusal).title }]);
  }
  if ('ids' in asked) {
    const undone = await ops.undoDecisions({ ids: asked.ids });
    if (!undone.ok) return answer(asked.ids.map((one) => ({ id: one, problem: explain(undone.refusal).title })));
    return answer(undone.value.items.map(({ id: one, done, problem }) => ({ id: one, ...(done === undefined ? { problem: problem?.title ?? '' } : { state: done.state }) })));
  }
  const { items, template, reason, counts, priority } = asked;
  const said = { ...(template === undefined ? {} : { template }), ...(reason === undefined || reason.trim() === '' ? {} : { reason }) };
  const [only] = items;
  if (only !== undefined && items.length === 1) {
    const decided = await ops.decideApplication({ ...only, decision: asked.do, ...said, ...(counts === undefined ? {} : { counts }), ...(priority === undefined ? {} : { priority }) });
    return answer([decided.ok ? { id: only.id, state: decided.value.state, repeated: decided.value.repeated } : { id: only.id, problem: told(explain(decided.refusal)) }]);
  }
  if (asked.do === 'waitlist' || priority !== undefined) return new Response(null, { status: 400 });
  const decided = await ops.decideApplications({ items, decision: asked.do, ...said });
  if (!decided.ok) return answer(items.map((one) => ({ id: one.id, problem: told(explain(decided.refusal)) })));
  return answer(decided.value.items.map(({ id: one, done, problem }) => ({ id: one, ...(done === undefined ? { problem: problem === undefined ? '' : told(problem) } : { state: done.state, repeated: done.repeated }) })));
}

function told({ title, fields = [] }: { title: string; fields?: { message: string }[] | undefined }): string {
  return fields[0]?.message ?? title;
}
