import type { Language } from '../../../common/contract/text.ts';
import { eventMessages } from '../../../common/locales/events/index.ts';
import type { ChosenEvent } from './WebhookForm.tsx';

/** The events of the catalogue in the reader's language. */
export function chooseEvents(items: readonly { name: string; summary: string }[], language: Language): ChosenEvent[] {
  const words: Readonly<Record<string, string>> = eventMessages[language];
  return items.map(({ name, summary }) => ({ name, summary: words[name] ?? summary }));
}
