import { pageContext } from '../page-context.ts';
import { hideWithout } from './hide-without.ts';
import type { Route } from './+types/example.ts';

/** Makes the example the centre's own, clears it, or brings the cleared one back. */
export async function action({ context, request }: Route.ActionArgs) {
  hideWithout('centre.edit', context.get(pageContext));
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const intent = form.get('intent');
  if (intent === 'adopt') {
    const outcome = await ops.adoptExample({});
    return outcome.ok ? { ok: true as const, done: 'adopted' as const } : { ok: false as const, problem: explain(outcome.refusal) };
  }
  if (intent === 'undo') {
    const outcome = await ops.undoClearExample({ revision: Number(form.get('revision')) });
    return outcome.ok ? { ok: true as const, done: 'restored' as const } : { ok: false as const, problem: explain(outcome.refusal) };
  }
  const outcome = await ops.clearExample({});
  return outcome.ok
    ? { ok: true as const, done: 'cleared' as const, removed: outcome.value.removed, revision: outcome.value.revision }
    : { ok: false as const, problem: explain(outcome.refusal) };
}
