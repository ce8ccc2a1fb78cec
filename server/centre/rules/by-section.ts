import { sectionNames, type SectionName } from '../../../common/contract/centre.ts';

/** One value per section, in the order of the sections. */
export function bySection<Value>(valueOf: (section: SectionName) => Value): Record<SectionName, Value> {
  const values = {} as Record<SectionName, Value>;
  for (const section of sectionNames) values[section] = valueOf(section);
  return values;
}
