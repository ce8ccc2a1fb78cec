import { createContext, use, useMemo, type ReactNode } from 'react';
import { formatMessage, type Dictionary, type Translate } from '../../common/i18n/messages.ts';
import { useLocale } from './text.tsx';

/**
 * The texts of one area of the console, loaded with its pages instead of with every page: the page's loader answers the dictionary in the
 * reader's language, the page stands inside the provider, and everything below it uses the hook.
 */
export function createAreaText<Texts extends Dictionary>() {
  const AreaContext = createContext<Translate<Texts> | null>(null);
  function AreaText({ texts, children }: { texts: { readonly [Key in keyof Texts]: Dictionary[string] }; children: ReactNode }) {
    const { language } = useLocale();
    const translate = useMemo<Translate<Texts>>(() => {
      const known: Dictionary = texts;
      return (key, ...[parameters]) => {
        const message = known[key];
        if (message === undefined) throw new Error(`No message ${key}`);
        return formatMessage(message, language, parameters);
      };
    }, [texts, language]);
    return <AreaContext value={translate}>{children}</AreaContext>;
  }
  function useAreaText(): Translate<Texts> {
    const translate = use(AreaContext);
    if (translate === null) throw new Error('The page of an area stands inside its AreaText.');
    return translate;
  }
  return { AreaText, useAreaText };
}
