import { pageContext, type PageContext } from '../../../page-context.ts';
import { mayDo } from '../../people/may-do.ts';
import { readWhen } from '../../people/text.ts';
import type { Route } from './+types/evidence-data.ts';

/** An application with everything that it is decided by, its times in words; undefined when it is not there for the reader. */
async function readEvidence(page: PageContext, id: string) {
  const [found, when] = await Promise.all([page.ops.readApplication({ id }), readWhen(page)]);
  if (!found.ok) return undefined;
  const { decisions, earlier, siblings, claimedBy, submittedAt, uidOwed, ...rest } = found.value;
  return {
    ...rest,
    submitted: when(submittedAt),
    uidOwed: uidOwed === undefined ? undefined : { until: when(uidOwed.until), overdue: uidOwed.overdue },
    decisions: decisions.map((decision) => ({ ...decision, at: when(decision.at) })),
    earlier: earlier.map((one) => ({ ...one, at: when(one.at) })),
    siblings: siblings.map((one) => ({ ...one, since: when(one.since) })),
    claimed: claimedBy === undefined ? undefined : { name: claimedBy.name, until: when(claimedBy.until), mine: page.actor.kind === 'person' && page.actor.id === claimedBy.id },
    mayReadPeople: mayDo(page.actor, 'people.read'),
  };
}
export type ShownEvidence = NonNullable<Awaited<ReturnType<typeof readEvidence>>>;

export async function loader({ context, params }: Route.LoaderArgs): Promise<{ evidence: ShownEvidence | null; id: string }> {
  return { id: params.id, evidence: (await readEvidence(context.get(pageContext), params.id)) ?? null };
}
