import { readFileSync } from 'node:fs';
import path from 'node:path';
import { centreJsonSchema } from '../../server/centre/index.ts';
import { root } from '../steps/run.ts';
import { environmentTable } from './environment-table.ts';
import { fieldTables } from './field-table.ts';
import { operationTable } from './operation-table.ts';

export type GeneratedFile = { file: string; text: string };

/** Every documentation file, or part of one, that comes from code; a test fails when one of them is stale. */
export function generatedFiles(): GeneratedFile[] {
  return [
    { file: 'docs/centre.schema.json', text: `${JSON.stringify(centreJsonSchema(), null, 1)}\n` },
    withPart('docs/centre-file.md', 'fields', fieldTables()),
    withPart('docs/operations.md', 'environment', environmentTable()),
    withPart('docs/api.md', 'operations', operationTable()),
  ];
}

/** A file whose text is written by hand around a generated part. */
function withPart(file: string, part: string, generated: string): GeneratedFile {
  const [begin, end] = [`<!-- generated: ${part} -->`, `<!-- end: ${part} -->`];
  const text = readFileSync(path.join(root, file), 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} lacks the marks ${begin} and ${end}`);
  return { file, text: `${text.slice(0, from + begin.length)}\n\n${generated}\n\n${text.slice(to)}` };
}
