import { readFileSync } from 'node:fs';
import path from 'node:path';
import { centreJsonSchema } from '../../server/centre/index.ts';
import { root } from '../steps/run.ts';
import { checkTable } from './check-table.ts';
import { clientTypes } from './client-types.ts';
import { environmentTable } from './environment-table.ts';
import { eventList } from './event-list.ts';
import { fieldTables } from './field-table.ts';
import { metricTable } from './metric-table.ts';
import { operationTable } from './operation-table.ts';
import { retentionTable } from './retention-table.ts';
import { problemTable } from './problem-table.ts';

export type GeneratedFile = { file: string; text: string };

/** Every documentation file, or part of one, that comes from code; a test fails when one of them is stale. */
export function generatedFiles(): GeneratedFile[] {
  return [
    { file: 'docs/centre.schema.json', text: `${JSON.stringify(centreJsonSchema(), null, 1)}\n` },
    withPart('docs/centre-file.md', 'fields', fieldTables()),
    withParts('docs/operations.md', { environment: environmentTable(), metrics: metricTable() }),
    withPart('docs/privacy.md', 'retention', retentionTable()),
    withParts('docs/api.md', { operations: operationTable(), problems: problemTable() }),
    withPart('docs/admission.md', 'checks', checkTable()),
    withPart('docs/events.md', 'events', eventList()),
    { file: 'client/src/generated.ts', text: clientTypes() },
  ];
}

/** A file whose text is written by hand around a generated part. */
function withPart(file: string, part: string, generated: string): GeneratedFile {
  return withParts(file, { [part]: generated });
}

/** The same with several parts, by the names in their marks. */
function withParts(file: string, parts: Readonly<Record<string, string>>): GeneratedFile {
  const text = Object.entries(parts).reduce((before, [part, generated]) => {
    const [begin, end] = [`<!-- generated: ${part} -->`, `<!-- end: ${part} -->`];
    const [from, to] = [before.indexOf(begin), before.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`${file} lacks the marks ${begin} and ${end}`);
    return `${before.slice(0, from + begin.length)}\n\n${generated}\n\n${before.slice(to)}`;
  }, readFileSync(path.join(root, file), 'utf8'));
  return { file, text };
}
