import { sectionNames, type Centre, type CentreFile, type CentreSettings, type SectionEntry, type SectionName } from '../../../common/contract/centre.ts';
import { bySection } from './by-section.ts';
import type { CentreDraft, EntryDraft, FileDraft } from './draft.ts';
import { keysOutOfOrder } from './order.ts';

/** How a file is laid over a centre. */
export type ImportMode = {
  /** Remove entries that a given section does not list. */
  prune: boolean;
  /** The file is the whole centre: what is there was only an example, or nothing. */
  replace: boolean;
};

export type SectionChange<Name extends SectionName = SectionName> = {
  section: Name;
  added: SectionEntry<Name>[];
  changed: { before: SectionEntry<Name>; after: SectionEntry<Name>; fields: string[] }[];
  removed: SectionEntry<Name>[];
  moved: SectionEntry<Name>[];
  unchanged: number;
};

export type CentreChange = {
  settings: { state: 'untouched' | 'unchanged' | 'added' | 'changed'; fields: string[] };
  /** The sections that the file gives, and those that a replacement empties. */
  sections: SectionChange[];
  changes: number;
};

/**
 * The centre that results when a file is laid over what is there: the file's order is a section's order, entries that it
 * does not list come after, sections that it leaves out stay untouched. Of a draft it is a draft.
 */
export function resultOf(before: Centre, file: CentreFile, mode: ImportMode): Centre;
export function resultOf(before: CentreDraft, file: FileDraft, mode: ImportMode): CentreDraft;
export function resultOf(before: CentreDraft, file: FileDraft, { prune, replace }: ImportMode): CentreDraft {
  const sections = bySection((section): EntryDraft[] => {
    const given = file[section];
    if (given === undefined) return replace ? [] : before[section];
    const listed = new Set(given.map(({ key }) => key));
    const survivors = prune || replace ? [] : before[section].filter(({ key }) => !listed.has(key));
    return [...given, ...survivors];
  });
  return { settings: file.centre ?? before.settings, ...sections } as CentreDraft;
}

/** What changes between two centres, section by section; `given` names the sections and settings that a file speaks about. */
export function difference(before: Centre | null, after: Centre, file: CentreFile): CentreChange {
  const sections = sectionNames.map((section) => sectionChange(section, before?.[section] ?? [], after[section]));
  const settings = settingsChange(before?.settings ?? null, after.settings, file.centre !== undefined);
  const changes = sections.reduce((sum, { added, changed, removed, moved }) => sum + added.length + changed.length + removed.length + moved.length, 0);
  return {
    settings,
    sections: sections.filter(({ section, removed }) => file[section] !== undefined || removed.length > 0),
    changes: changes + (settings.state === 'added' || settings.state === 'changed' ? 1 : 0),
  };
}

function settingsChange(before: CentreSettings | null, after: CentreSettings, given: boolean): CentreChange['settings'] {
  if (!given) return { state: 'untouched', fields: [] };
  if (before === null) return { state: 'added', fields: [] };
  const fields = changedFields(before, after);
  return { state: fields.length > 0 ? 'changed' : 'unchanged', fields };
}

function sectionChange<Name extends SectionName>(section: Name, before: readonly SectionEntry<Name>[], after: readonly SectionEntry<Name>[]): SectionChange<Name> {
  const old = new Map(before.map((entry) => [entry.key, entry]));
  const kept = new Set(after.map(({ key }) => key));
  const changed = after.flatMap((entry) => {
    const earlier = old.get(entry.key);
    const fields = earlier === undefined ? [] : changedFields(earlier, entry);
    return earlier === undefined || fields.length === 0 ? [] : [{ before: earlier, after: entry, fields }];
  });
  const outOfOrder = new Set(keysOutOfOrder(before.map(({ key }) => key), after.map(({ key }) => key)));
  return {
    section,
    added: after.filter(({ key }) => !old.has(key)),
    changed,
    removed: before.filter(({ key }) => !kept.has(key)),
    moved: after.filter(({ key }) => outOfOrder.has(key)),
    unchanged: after.length - after.filter(({ key }) => !old.has(key)).length - changed.length,
  };
}

const mostFields = 50;

/** Dotted paths of the fields that differ, lists counted from 1; a list of another length, or of other entries or in another order, differs as a whole. */
export function changedFields(before: unknown, after: unknown): string[] {
  return differences(before, after, '').slice(0, mostFields);
}

function differences(before: unknown, after: unknown, path: string): string[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.every((item, index) => keyOf(item) === keyOf(after[index]))) {
    return before.flatMap((item, index) => differences(item, after[index], `${path}[${index + 1}]`));
  }
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences(before[name], after[name], path === '' ? name : `${path}.${name}`));
  }
  return [path];
}

/** By what a part of a list is known; undefined for one that goes by its place. */
function keyOf(item: unknown): unknown {
  return isRecord(item) ? item['key'] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
