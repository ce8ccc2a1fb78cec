import '../ui/component-styles.ts';
import '../ui/tokens.css';
import './console.css';
import { useState } from 'react';
import { ColorSchemeScript, MantineProvider } from '@mantine/core';
import { data, Outlet, redirect, type ShouldRevalidateFunction } from 'react-router';
import type { Language } from '../../common/contract/text.ts';
import { consoleForms } from '../../common/locales/console-forms/index.ts';
import { consoleMessages } from '../../common/locales/console/index.ts';
import { consoleWords } from '../../common/locales/console-words/index.ts';
import { pageContext } from '../page-context.ts';
import { askForMissingConsent } from '../privacy/missing-consent.ts';
import type { RouteHandle } from '../root.tsx';
import { theme, variablesOfTheme } from '../ui/theme.ts';
import { ToastProvider } from '../ui/Toasts.tsx';
import { TextProvider, useText } from './text.tsx';
import type { Route } from './+types/ConsoleRoot.ts';

export const handle: RouteHandle = { hydrate: true };

/** Only people with a role come in: strangers are asked to sign in, others see what they would see of an address that does not exist. */
export const middleware: Route.MiddlewareFunction[] = [
  async ({ context, request }, next) => {
    const page = context.get(pageContext);
    const { actor } = page;
    if (actor.kind === 'anonymous') {
      const { pathname, search } = new URL(request.url);
      throw redirect(`/sign-in?to=${encodeURIComponent(pathname.replace(/\.data$/, '') + (pathname.endsWith('.data') ? '' : search))}`);
    }
    if (actor.kind === 'person' && actor.grants.length === 0) throw data(null, { status: 404 });
    await askForMissingConsent(page, request);
    return next();
  },
];

/** Put together once: copying a thousand texts takes longer than everything else that a page asks for. */
const textsOf = (language: Language) => ({ ...consoleMessages[language], ...consoleForms[language], ...consoleWords[language] });
const texts = { 'zh-CN': textsOf('zh-CN'), en: textsOf('en') };

export function loader({ context }: Route.LoaderArgs) {
  const { language, nonce, actor, secure, origin, timeZone } = context.get(pageContext);
  return {
    language,
    nonce,
    // Nobody listens between a browser and its own machine.
    exposed: !secure && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(origin).hostname),
    person: actor.kind === 'person' ? actor.name : '',
    timeZone,
    texts: texts[language],
  };
}

/** Texts and who is signed in change with a whole new document only. */
export const shouldRevalidate: ShouldRevalidateFunction = () => false;

export default function ConsoleRoot({ loaderData }: Route.ComponentProps) {
  // Later answers carry other nonces, the document keeps the one it came with.
  const [nonce] = useState(loaderData.nonce);
  return (
    <>
      <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" suppressHydrationWarning />
      <meta property="csp-nonce" nonce={nonce} suppressHydrationWarning />
      <MantineProvider theme={theme} cssVariablesResolver={variablesOfTheme} getStyleNonce={() => nonce} defaultColorScheme="auto" withGlobalClasses={false} withStaticClasses={false}>
        <TextProvider language={loaderData.language} timeZone={loaderData.timeZone} texts={loaderData.texts}>
          <Toasts />
        </TextProvider>
      </MantineProvider>
    </>
  );
}

function Toasts() {
  const t = useText();
  return (
    <ToastProvider label={t('messages')} closeLabel={t('close')}>
      <Outlet />
    </ToastProvider>
  );
}
