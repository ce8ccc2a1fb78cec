import type { RouterContextProvider } from 'react-router';
import { reachableScopes } from '../../../common/contract/rights.ts';
import { describeInstant, exactTime } from '../../../common/i18n/times.ts';
import { consoleNoticesMessages } from '../../../common/locales/console-notices/index.ts';
import { pageContext } from '../../page-context.ts';
import { kindNames } from './kind-names.ts';

/** What every page about notices begins with: texts, names of kinds, whether the reader manages the centre's, and how to write times. */
export function noticesPageData(context: Readonly<RouterContextProvider>) {
  const { language, actor, now, timeZone } = context.get(pageContext);
  const manages = actor.kind === 'person' && actor.held === undefined && reachableScopes(actor.grants, 'notices.manage') === 'everywhere';
  return {
    shared: { texts: consoleNoticesMessages[language], kinds: kindNames(language), manages },
    timeZone,
    when: (instant: string) => ({ words: describeInstant(instant, now, timeZone, language), exact: exactTime(instant, timeZone, language) }),
  };
}
export type NoticesShared = ReturnType<typeof noticesPageData>['shared'];
