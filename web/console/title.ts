import type { MetaDescriptor } from 'react-router';
import type { consoleMessages } from '../../common/locales/console/index.ts';
import { sectionOfSlug } from './sections.ts';

type Match = { id: string; data?: unknown; loaderData?: unknown } | undefined;
type Texts = Record<keyof (typeof consoleMessages)['zh-CN'], string> & Record<string, string>;

const pages: Readonly<Record<string, string>> = { people: 'people', staff: 'staff', rights: 'rights', privacy: 'privacy', settings: 'section.settings', proposals: 'proposals', adviser: 'try_adviser', history: 'history', file: 'file', notices: 'notices', keys: 'api_keys', webhooks: 'webhooks', upkeep: 'upkeep' };

/** The page's name and the centre's for the tab of the browser. */
export function consoleMeta({ matches, location }: { matches: readonly Match[]; location: { pathname: string } }): MetaDescriptor[] {
  const found = (id: string) => matches.find((match) => match?.id === id)?.loaderData;
  const texts = (found('console/ConsoleRoot') as { texts: Texts } | undefined)?.texts;
  const centre = (found('console/ConsoleLayout') as { name: string | null } | undefined)?.name;
  if (texts === undefined) return [];
  const parts = location.pathname.split('/').slice(2);
  const section = sectionOfSlug(parts[0] === 'new' ? parts[1] : parts[0]);
  const key = section === undefined ? (pages[parts[0] ?? ''] ?? 'today') : `section.${section}`;
  return [{ title: [texts[key], centre ?? texts.product_name].join(' · ') }];
}
