import type { MetaDescriptor } from 'react-router';
import type { consoleMessages } from '../../common/locales/console/index.ts';
import { sectionOfSlug } from './sections.ts';
import { places } from './shell/places.ts';

type Match = { id: string; data?: unknown; loaderData?: unknown } | undefined;
type Texts = Record<keyof (typeof consoleMessages)['zh-CN'], string> & Record<string, string>;

/** What the page at an address below the console is called, by its entry in the console's list of pages; a key of the console's texts. */
export function titleKey(pathname: string): string {
  const parts = pathname.split('/').slice(2);
  const section = sectionOfSlug(parts[0] === 'new' ? parts[1] : parts[0]);
  if (section !== undefined) return `section.${section}`;
  const place = places.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`)) ?? places.findLast(({ to }) => to.split('/')[2] === parts[0]);
  return place?.label ?? 'today';
}

/** The page's name and the centre's for the tab of the browser. */
export function consoleMeta({ matches, location }: { matches: readonly Match[]; location: { pathname: string } }): MetaDescriptor[] {
  const found = (id: string) => matches.find((match) => match?.id === id)?.loaderData;
  const texts = (found('console/ConsoleRoot') as { texts: Texts } | undefined)?.texts;
  const centre = (found('console/ConsoleLayout') as { name: string | null } | undefined)?.name;
  if (texts === undefined) return [];
  const key = titleKey(location.pathname);
  return [{ title: [texts[key], centre ?? texts.product_name].join(' · ') }];
}
