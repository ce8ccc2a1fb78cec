import type { EventCatalogue } from '../../platform/index.ts';

/** What receivers get: what happened, to what, when; ids and facts only. */
export function payloadOf(event: { name: string; subject: string; data: Readonly<Record<string, unknown>>; occurredAt: Date }, catalogue: EventCatalogue): string {
  const kind = catalogue[event.name]?.subject ?? 'centre';
  return JSON.stringify({ type: event.name, timestamp: event.occurredAt.toISOString(), subject: { kind, id: event.subject }, data: event.data });
}

/** Names of the events that receivers outside may choose. */
export function webhookEventNames(catalogue: EventCatalogue): string[] {
  return Object.entries(catalogue).filter(([, kind]) => kind.forWebhooks === true).map(([name]) => name);
}
