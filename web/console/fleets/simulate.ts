import { simulatePolicySchema, type Simulated } from '../../../common/contract/applying.ts';
import { pageContext } from '../../page-context.ts';
import { readWhen } from '../people/text.ts';
import type { Route } from './+types/simulate.ts';

export type SimulationAnswer = ({ ok: true } & Pick<Simulated, 'looked' | 'changed' | 'lines' | 'untried' | 'erased'>) | { ok: false; message: string };

/** So many differences are shown: enough to see what a change does. */
const mostShown = 50;

/** Runs the policy in the form over earlier applications, for the form of a fleet. */
export async function action({ context, params, request }: Route.ActionArgs): Promise<SimulationAnswer> {
  const page = context.get(pageContext);
  const body = (await request.json()) as { admission?: unknown; count?: unknown };
  const parsed = simulatePolicySchema.shape.admission.safeParse(body.admission);
  // What is wrong with a policy is said by the form when it is saved; here it only cannot be tried.
  const outcome = await page.ops.simulatePolicy({ fleet: params.fleet, ...(body.count === undefined ? {} : { count: body.count as number }), admission: parsed.success ? parsed.data : (body.admission as never) });
  if (!outcome.ok) {
    const problem = page.explain(outcome.refusal);
    return { ok: false, message: problem.fields?.[0]?.message ?? problem.title };
  }
  const when = await readWhen(page);
  const { looked, changed, lines, untried, erased } = outcome.value;
  const different = lines.filter(({ before, after, counted }) => before !== after || counted.before !== counted.after);
  return { ok: true, looked, changed, untried, erased, lines: different.slice(0, mostShown).map((line) => ({ ...line, at: when(line.at).words })) };
}
