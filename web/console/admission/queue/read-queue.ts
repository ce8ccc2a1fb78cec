import { applicationStates, type Finding } from '../../../../common/contract/admission.ts';
import { inLanguage } from '../../../../common/contract/text.ts';
import { reachableScopes } from '../../../../common/contract/rights.ts';
import { consoleQueueMessages } from '../../../../common/locales/console-queue/index.ts';
import type { PageContext } from '../../../page-context.ts';
import { readWhen } from '../../people/text.ts';
import { queueTopics } from './topics.ts';

/** Rows of a page of the queue: as many as one sees, and some beyond. */
const rows = 50;

/** The queue as its page shows it; undefined where there is none for the reader. */
export async function readQueuePage(page: PageContext, request: Request) {
  const { ops, language, actor } = page;
  const query = new URL(request.url).searchParams;
  const overdue = query.get('uid') === 'overdue';
  const state = overdue ? 'joined' : (applicationStates.find((known) => known === query.get('state')) ?? 'in_review');
  const [fleet, cursor, id] = [query.get('fleet') ?? undefined, query.get('after') ?? undefined, query.get('id') ?? undefined];
  const search = (query.get('q') ?? '').trim().slice(0, 100);
  const [list, waiting, reasons, when] = await Promise.all([
    ops.listApplications({ state, ...(overdue ? { uid: 'overdue' as const } : {}), ...(fleet === undefined ? {} : { fleet }), ...(search === '' ? {} : { search }), ...(cursor === undefined ? {} : { cursor }), limit: rows }),
    ops.readWaiting({}), ops.listRejectReasons({}), readWhen(page),
  ]);
  if (!list.ok) return undefined;
  const named = id === undefined || list.value.items.some((item) => item.id === id) ? undefined : await ops.readApplication({ id });
  const lines = [...(named?.ok === true ? [named.value] : []), ...list.value.items];
  const own = actor.kind === 'person' ? reachableScopes(actor.grants, 'applications.decide') : [];
  return {
    texts: consoleQueueMessages[language], state, overdue, fleet, search, cursor, named: id, next: list.value.next,
    topics: queueTopics(own),
    waiting: waiting.ok ? waiting.value.items : [],
    reasons: reasons.ok ? reasons.value.items.map(({ key, fleet: of, text }) => ({ key, fleet: of, text: inLanguage(text, language) })) : [],
    lines: lines.map(({ id: line, fleet: of, fleetName, name, revision, submittedAt, priority, open, claimedBy, position, ended, state: stands }) => ({
      id: line, fleet: of, fleetName, name, revision, since: when(submittedAt), priority, position, ended, state: stands, worst: worstOf(open), claimed: claimedBy === undefined ? undefined : claimedBy.id,
    })),
    me: actor.kind === 'person' ? actor.id : '',
  };
}
export type QueueData = NonNullable<Awaited<ReturnType<typeof readQueuePage>>>;
export type QueueRow = QueueData['lines'][number];

function worstOf([first]: readonly Finding[]): { check: Finding['check']; verdict: Finding['verdict'] } | undefined {
  return first === undefined ? undefined : { check: first.check, verdict: first.verdict };
}
