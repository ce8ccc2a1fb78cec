import { toldApart } from '../../common/told-apart.ts';
import { pageContext } from '../page-context.ts';
import { nameOfEntry } from './entry-name.ts';
import { operationsOfSection } from './section-operations.ts';
import { sectionList } from './sections.ts';
import { readTopicNames } from './topic-names.tsx';
import type { Route } from './+types/find.ts';

/** Every entry by name, for the palette. */
export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language } = context.get(pageContext);
  const topics = await readTopicNames(ops, language);
  const lists = await Promise.all(
    sectionList.map(async (section) => {
      const outcome = await operationsOfSection(ops, section).list({});
      return outcome.ok ? toldApart(outcome.value.items.map(({ entry }) => ({ key: entry.key, name: nameOfEntry(entry, language, topics) }))).map((entry) => ({ section, ...entry })) : [];
    }),
  );
  return { entries: lists.flat() };
}
