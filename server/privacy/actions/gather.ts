import type { z } from 'zod';
import type { keptSummarySchema } from '../../../common/contract/privacy.ts';
import { languages, type Language } from '../../../common/contract/text.ts';
import type { Database, PersonalData } from '../../platform/index.ts';
import { knownBy } from '../known-by.ts';
import { exportHtml } from '../rules/export-html.ts';
import { exportWords, type ExportWords } from '../rules/export-words.ts';
import { entriesOf } from '../rules/kept-count.ts';
import { withoutSecrets } from '../rules/without-secrets.ts';

/** Everything that is kept about a person and the entries merged into theirs, area by area, as plain JSON. */
export async function gatherEverything(personalData: readonly PersonalData[], db: Database, personId: string): Promise<Record<string, Record<string, unknown>>> {
  const { ids, words } = await knownBy(db, personId);
  const areas: Record<string, Record<string, unknown>> = {};
  for (const { area, gather } of personalData) {
    const parts: Readonly<Record<string, unknown>>[] = [];
    for (const id of ids) parts.push(await gather(db, id, words));
    areas[area] = withoutSecrets(parts.length === 1 ? parts[0] : together(parts)) as Record<string, unknown>;
  }
  return areas;
}

/** Lists of the same name become one; of anything else each entry's own stays. What an area answers by address comes once. */
function together(parts: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown> {
  const names = [...new Set(parts.flatMap((part) => Object.keys(part)))];
  return Object.fromEntries(
    names.map((name) => {
      const values = parts.map((part) => part[name]).filter((value) => value !== undefined);
      if (!values.every(Array.isArray)) return [name, values.length === 1 ? values[0] : values];
      const seen = new Map(values.flat().map((item: unknown) => [JSON.stringify(item), item]));
      return [name, [...seen.values()]];
    }),
  );
}

export async function summarise(personalData: readonly PersonalData[], db: Database, personId: string): Promise<z.input<typeof keptSummarySchema>> {
  const areas = await gatherEverything(personalData, db, personId);
  return Object.entries(areas).map(([area, part]) => ({ area, entries: entriesOf(part) }));
}

/** The two files of an export; the page has the times of the centre's zone. */
export function exportFiles(content: { centre: string; timeZone: string; personId: string; madeAt: Date; areas: Readonly<Record<string, unknown>> }): { json: Buffer; html: Buffer } {
  const madeAt = content.madeAt.toISOString();
  const json = { format: 1, centre: content.centre, person: content.personId, madeAt, areas: content.areas };
  const words = Object.fromEntries(languages.map((language) => [language, exportWords(language, content.timeZone)])) as Record<Language, ExportWords>;
  return { json: Buffer.from(`${JSON.stringify(json, null, 2)}\n`), html: Buffer.from(exportHtml({ centre: content.centre, madeAt, areas: content.areas }, words)) };
}
