import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { centreFileSchema, type CentreFile } from '../common/contract/centre.ts';

export const exampleNames = ['dingtalk', 'websoft9', 'littleskin'] as const;
export type ExampleName = (typeof exampleNames)[number];

/** The text from which each example is written, and the general guide `003`, of which none is. */
export const sourceFiles = {
  '000': '000_5165eabb36e4c670.txt',
  '001': '001_5f7345193812e7ed.txt',
  '002': '002_4dbb4d73f2f9056c.txt',
  '003': '003_90cfcf1d165339a8.txt',
} as const;
export type SourceName = keyof typeof sourceFiles;
export const sourceOfExample = { dingtalk: '000', websoft9: '001', littleskin: '002' } as const satisfies Record<ExampleName, SourceName>;

const sourceFolder = new URL('../../shared/source/', import.meta.url);

/** True where the sources lie beside the repository; they are not part of it. */
export const sourcesPresent = existsSync(sourceFolder);

/** The lines of a source; the first line has index 0. Throws when the sources are absent. */
export function readSource(name: SourceName): string[] {
  return readFileSync(new URL(sourceFiles[name], sourceFolder), 'utf8').split('\n');
}

/** An example as it was written, checked against the schema. Throws with every problem when it does not fit. */
export function readExample(name: ExampleName): CentreFile {
  return centreFileSchema.parse(parse(readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8')));
}

/** Every string inside a value, with the path that leads to it. */
export function stringsIn(value: unknown, path: string[] = []): { path: string[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => stringsIn(inner, [...path, key]));
}

/**
 * The value that a dotted path names, entries of a list by their `key` or their index:
 * `fleets.main-qq.groups.main-qq.number`. Undefined when there is none.
 */
export function valueAt(file: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value.find((entry: unknown) => isKeyed(entry) && entry.key === step) ?? value[Number(step)];
    return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, step)?.value : undefined;
  }, file);
}

function isKeyed(entry: unknown): entry is { key: unknown } {
  return typeof entry === 'object' && entry !== null && 'key' in entry;
}
