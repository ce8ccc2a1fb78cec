import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import { waitsForNobody } from './deliveries.ts';

export type WebhookCounts = { endpoints: number; failing: number; switchedOff: number; waiting: number; failed: number; oldestWaiting: Date | null };

/** How the receivers of webhooks stand. `waiting` counts what goes out by itself: nothing for one that is off or deleted. `failed` counts deliveries of the last week. */
export async function readWebhookCounts(db: Database, now: Date): Promise<WebhookCounts> {
  const week = new Date(now.getTime() - 7 * 24 * 3600_000);
  const { rows } = await sql<WebhookCounts>`
    select (select count(*)::int from webhook_endpoint where deleted_at is null) as endpoints,
      (select count(*)::int from webhook_endpoint where deleted_at is null and enabled and failing_since is not null) as failing,
      (select count(*)::int from webhook_endpoint where deleted_at is null and switched_off_at is not null) as "switchedOff",
      (select count(*)::int from webhook_delivery where state = 'waiting' and not (${waitsForNobody})) as waiting,
      (select count(*)::int from webhook_delivery where state = 'failed' and created_at > ${week}) as failed,
      (select min(created_at) from webhook_delivery where state = 'waiting' and not (${waitsForNobody})) as "oldestWaiting"`.execute(db);
  return rows[0] ?? { endpoints: 0, failing: 0, switchedOff: 0, waiting: 0, failed: 0, oldestWaiting: null };
}
