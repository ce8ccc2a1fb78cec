import { createContext, useContext } from 'react';
import type { Language } from '../../common/contract/text.ts';
import { translator } from '../../common/i18n/messages.ts';
import { joinMessages } from '../../common/locales/join/index.ts';

/** For whom a page about joining is written. */
export type Joining = {
  language: Language;
  /** The instant of the page, ISO 8601. */
  now: string;
  timeZone: string;
};

export const JoiningContext = createContext<Joining | null>(null);

export function useJoining(): Joining {
  const joining = useContext(JoiningContext);
  if (joining === null) throw new Error('A part of a page about joining needs a JoiningContext around it.');
  return joining;
}

/** The texts of joining, in the reader's language. */
export function useJoinTexts() {
  return translator(joinMessages, useJoining().language);
}
