import { data } from 'react-router';
import type { Problem } from '../../../common/contract/problem.ts';
import type { PageContext } from '../../page-context.ts';

/** What was done, with what it was done to, so that it can be undone. */
export type UpkeepDone = { ok: true; done: 'backup_started' | 'woken' | 'retried' | 'dropped' | 'brought_back'; event: string; subscriber: string; name: string } | { ok: false; problem: Problem };

/** Runs what a button of the page asks for. */
export async function performUpkeep({ ops, explain }: Pick<PageContext, 'ops' | 'explain'>, form: FormData) {
  const field = (name: string) => String(form.get(name) ?? '');
  const [event, subscriber] = [field('event'), field('subscriber')];
  const tasks = {
    backup: async () => [await ops.startBackup({}), 'backup_started'] as const,
    wake: async () => [await ops.wakeCentre({}), 'woken'] as const,
    retry_job: async () => [await ops.retryJob({ id: field('id') }), 'retried'] as const,
    retry: async () => [await ops.retryParkedDelivery({ event, subscriber }), 'retried'] as const,
    drop: async () => [await ops.dropParkedDelivery({ event, subscriber }), 'dropped'] as const,
    bring_back: async () => [await ops.restoreParkedDelivery({ event, subscriber }), 'brought_back'] as const,
  };
  const intent = field('intent');
  if (!Object.hasOwn(tasks, intent)) throw data(null, { status: 400 });
  const [outcome, done] = await tasks[intent as keyof typeof tasks]();
  if (outcome.ok) return data<UpkeepDone>({ ok: true, done, event, subscriber, name: field('name') });
  const problem = explain(outcome.refusal);
  return data<UpkeepDone>({ ok: false, problem: { ...problem, title: problem.fields?.[0]?.message ?? problem.title } }, { status: problem.status });
}
