import { z } from 'zod';
import { centreSettingsSchema, sectionLimit, sectionNames, sectionSchemas, type SectionName } from '../../../common/contract/centre.ts';
import { closest, type WrongField } from '../../platform/index.ts';
import type { EntryDraft, FileDraft } from '../rules/draft.ts';

/** What can be read of a file with mistakes. Of an `unclear` section not every key is known, so nothing can be said to be missing from it. */
export type DraftedFile = { draft: FileDraft; unclear: ReadonlySet<SectionName> };

/** Lines of a fleet that are measured against each other, with defaults for those that are left out. */
const linesOfFleet = ['target', 'divertAt', 'freezeAt', 'platformLimit'];

/** Reads what is right in a file beside the mistakes that were found in it, field by field. */
export function draftFile(value: Readonly<Record<string, unknown>>, wrong: readonly WrongField[]): DraftedFile {
  const unclear = unclearSections(wrong);
  const draft: FileDraft = Object.hasOwn(value, 'centre') ? { centre: rightPart(centreSettingsSchema, value['centre']) } : {};
  for (const section of sectionNames) {
    const given = Object.hasOwn(value, section) ? value[section] : undefined;
    if (given === undefined) continue;
    const entries = Array.isArray(given) ? given.slice(0, sectionLimit).map((entry: unknown) => draftEntry(section, entry)) : [];
    if (!Array.isArray(given) || given.length > sectionLimit || entries.some(({ key }) => key === undefined)) unclear.add(section);
    Object.assign(draft, { [section]: entries });
  }
  return { draft, unclear };
}

function draftEntry(section: SectionName, value: unknown): EntryDraft {
  // Each field has passed its own schema.
  const draft = rightPart(sectionSchemas[section], value) as EntryDraft;
  if (section !== 'fleets' || !isRecord(value) || linesOfFleet.every((line) => Object.hasOwn(value, line) === Object.hasOwn(draft, line))) return draft;
  // With a default in place of a wrong line, the others would be blamed for it.
  return Object.fromEntries(Object.entries(draft).filter(([name]) => !linesOfFleet.includes(name)));
}

/** The fields of an object that are right by themselves; in an object within it too, when that can do without the others. */
function rightPart(schema: z.ZodObject, value: unknown): Record<string, unknown> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(schema.shape).flatMap(([name, field]): [string, unknown][] => {
      if (!Object.hasOwn(value, name)) return [];
      const parsed = readField(field as z.ZodType, value[name]);
      return parsed === undefined ? [] : [[name, parsed]];
    }),
  );
}

function readField(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodObject ? inner.safeParse(rightPart(inner, value)).data : undefined;
}

/** A section whose name is misspelt, or in which a name or the key of an entry stands twice, may hold more than can be seen. */
function unclearSections(wrong: readonly WrongField[]): Set<SectionName> {
  const misspelt = wrong.map(({ path, code }) => (code.startsWith('unknown_field') ? closest(path, sectionNames) : undefined));
  const ambiguous = sectionNames.filter((section) => wrong.some(({ path, code }) => code.startsWith('yaml_') && isKeyPlace(path, section)));
  return new Set([...sectionNames.filter((section) => misspelt.includes(section)), ...ambiguous]);
}

function isKeyPlace(path: string, section: SectionName): boolean {
  if (path === '' || path === section) return true;
  const entry = path.startsWith(`${section}[`) ? path.slice(section.length) : '';
  return /^\[\d+\](\.key)?$/.test(entry);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
