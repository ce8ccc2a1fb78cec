import type { Fleet, GroupEntry } from './contract/fleet.ts';
import { inLanguage, type Language, type LocalizedText } from './contract/text.ts';
import { lastPlace, termName } from './solar-terms.ts';

type Named = Pick<Fleet, 'naming' | 'names' | 'name'> & { topicName: LocalizedText };

/**
 * What a group is called: its own name; else by its fleet's naming. A fleet with a single group goes by the name of its topic alone; from two
 * on, the term, number or listed name stands before it, as in 雨水-Stream 模式. [000]
 */
export function groupName(fleet: Named, group: Pick<GroupEntry, 'name' | 'term'>, position: number, isOnly: boolean, language: Language): string {
  if (group.name !== undefined) return inLanguage(group.name, language);
  const whole = inLanguage(fleet.name ?? fleet.topicName, language);
  if (isOnly) return whole;
  const own = ownName(fleet, group, position, language);
  return language === 'zh-CN' ? `${own}-${whole}` : `${own} – ${whole}`;
}

/** In which states a group makes its siblings say which one they are. */
export const namedBeside = ['preparing', 'active'] as const;

/** Whether a group goes by its topic's name alone: no other group of its fleet is open or prepared. The one rule, wherever a group is named. [000] */
export function standsAlone(key: string, groups: readonly { key: string; state?: string | undefined }[]): boolean {
  return groups.every((other) => other.key === key || !(namedBeside as readonly string[]).includes(other.state ?? 'active'));
}

/** The place of a group in the line of solar terms, for its badge and hue; undefined where its fleet names groups otherwise. */
export function termOf(fleet: Pick<Fleet, 'naming'>, group: Pick<GroupEntry, 'term'>, position: number): number | undefined {
  if (group.term !== undefined) return group.term;
  return (fleet.naming ?? 'solar_terms') === 'solar_terms' && position >= 1 && position <= lastPlace ? position : undefined;
}

/** The part of the name that tells a group from its siblings. */
export function ownName(fleet: Pick<Fleet, 'naming' | 'names'>, group: Pick<GroupEntry, 'term'>, position: number, language: Language): string {
  const listed = fleet.naming === 'list' ? fleet.names?.[position - 1] : undefined;
  if (listed !== undefined) return inLanguage(listed, language);
  const place = group.term ?? position;
  if ((fleet.naming ?? 'solar_terms') === 'solar_terms' && place >= 1 && place <= lastPlace) return termName(place, language);
  return language === 'zh-CN' ? `${position} 群` : `Group ${position}`;
}
