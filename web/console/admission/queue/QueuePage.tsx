import { pageContext } from '../../../page-context.ts';
import type { Route } from './+types/QueuePage.ts';
import { QueueView } from './QueueView.tsx';
import { readQueuePage } from './read-queue.ts';
import { QueueText } from './text.ts';

export { ConsoleError as ErrorBoundary } from '../../ConsoleError.tsx';
export { consoleMeta as meta } from '../../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const queue = await readQueuePage(context.get(pageContext), request);
  if (queue === undefined) throw new Response(null, { status: 404 });
  return queue;
}

/** What waits for a moderator, and everything that it is decided by. */
export default function QueuePage({ loaderData }: Route.ComponentProps) {
  return (
    <QueueText texts={loaderData.texts}>
      <QueueView data={loaderData} />
    </QueueText>
  );
}
