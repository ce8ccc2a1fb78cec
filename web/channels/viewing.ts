import { createContext, useContext } from 'react';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { pageMessages } from '../../common/locales/pages/index.ts';

/** For whom and for which instant a public page is written. */
export type Viewing = {
  language: Language;
  /** The instant of the answer, ISO 8601. */
  now: string;
  timeZone: string;
  /** While the centre is an example, numbers and addresses are text. */
  example: boolean;
};

export const ViewingContext = createContext<Viewing | null>(null);

export function useViewing(): Viewing {
  const viewing = useContext(ViewingContext);
  if (viewing === null) throw new Error('A part of a public page needs a ViewingContext around it.');
  return viewing;
}

/** The public pages' own texts, in the reader's language. */
export function usePageTexts() {
  return translator(pageMessages, useViewing().language);
}
