import { everyEvent } from '../../../common/contract/webhooks.ts';

/** What the form of a webhook says. */
export function webhookInput(form: FormData): { address: string; description?: string; events: string[] } {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const chosen = form.getAll('events').map(String);
  const description = text('description');
  return { address: text('address'), ...(description === '' ? {} : { description }), events: chosen.includes(everyEvent) ? [everyEvent] : chosen };
}
