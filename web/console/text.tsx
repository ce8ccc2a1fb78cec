import { createContext, use, useMemo, type ReactNode } from 'react';
import { formatMessage, type Dictionary, type Translate } from '../../common/i18n/messages.ts';
import type { Language } from '../../common/contract/text.ts';
import type { consoleChinese } from '../../common/locales/console/zh-CN.ts';
import type { consoleFormsChinese } from '../../common/locales/console-forms/zh-CN.ts';
import type { consoleWordsChinese } from '../../common/locales/console-words/zh-CN.ts';

/** Every text of the console. The browser gets one language of it, as data, so that neither is in the bundle. */
export type ConsoleTexts = typeof consoleChinese & typeof consoleFormsChinese & typeof consoleWordsChinese;
export type ConsoleText = Translate<ConsoleTexts>;

type Texts = { language: Language; timeZone: string; t: ConsoleText; word(name: string): string | undefined };
const TextContext = createContext<Texts | null>(null);

export function TextProvider({ language, timeZone, texts, children }: { language: Language; timeZone: string; texts: Dictionary; children: ReactNode }) {
  const value = useMemo<Texts>(() => {
    const write = (key: string, parameters?: Readonly<Record<string, string | number>>) => {
      const message = texts[key];
      if (message === undefined) throw new Error(`No message ${key}`);
      return formatMessage(message, language, parameters);
    };
    const word = (name: string) => (Object.hasOwn(texts, name) ? write(name) : undefined);
    return { language, timeZone, t: (key, ...[parameters]) => write(key, parameters), word };
  }, [language, timeZone, texts]);
  return <TextContext value={value}>{children}</TextContext>;
}

function useTexts(): Texts {
  const texts = use(TextContext);
  if (texts === null) throw new Error('Texts are provided by ConsoleRoot.');
  return texts;
}

/** The translate function in the operator's language. */
export function useText(): ConsoleText {
  return useTexts().t;
}

/** Names what a button does and to which of several things, as assistive technology reads it. */
export function useAbout(): (what: string, name: string) => string {
  const { t } = useTexts();
  return (what, name) => t('about', { what, name });
}

/** The text of a key that comes from data, or undefined where there is none. */
export function useWord(): (name: string) => string | undefined {
  return useTexts().word;
}

/** Language of the operator and time zone of the centre. */
export function useLocale(): { language: Language; timeZone: string } {
  return useTexts();
}
