import {
  atImport, importBatchSchema, importLinePageSchema, importPageSchema, importReportSchema, importTemplateSchema, listImportLinesSchema, listImportsSchema, previewImportSchema,
} from '../../../common/contract/imports.ts';
import { fileAnswerSchema } from '../files/index.ts';
import { operation, type Operation } from '../operations/define.ts';
import { cancelImport, previewImport, readImport, readImportLines, readImports, startImport, takeSheet, writeReport, writeTemplate } from './actions.ts';
import type { Importer } from './importer.ts';

type Batch = typeof importBatchSchema;
type File = typeof fileAnswerSchema;

/** The operations of one kind of import, by the word that stands in their names. */
export type ImportOperations<Word extends string> = { readonly [Name in `preview${Word}Import`]: Operation<typeof previewImportSchema, Batch> } & { readonly [Name in `start${Word}Import` | `cancel${Word}Import` | `read${Word}Import`]: Operation<typeof atImport, Batch> } & {
  readonly [Name in `list${Word}Imports`]: Operation<typeof listImportsSchema, typeof importPageSchema>;
} & { readonly [Name in `list${Word}ImportLines`]: Operation<typeof listImportLinesSchema, typeof importLinePageSchema> } & { readonly [Name in `download${Word}ImportReport`]: Operation<typeof importReportSchema, File> } & {
  readonly [Name in `download${Word}ImportTemplate`]: Operation<typeof importTemplateSchema, File>;
};

export function importOperations<const Word extends string>(word: Word, importer: Importer): ImportOperations<Word> {
  const { right, kind } = importer;
  const at = `/imports/${kind}`;
  const declared = [
    operation({
      name: `preview${word}Import`, method: 'post', path: at, summary: `Reads a CSV or XLSX file of ${kind} and says for every line what it would do; nothing is changed yet.`,
      right, idempotent: true, maximumBody: 7_200, limit: { per: 'person', count: 60, seconds: 3600 }, input: previewImportSchema, output: importBatchSchema,
      gather: (_work, { file }) => takeSheet(file), action: (work, { file }, sheet) => previewImport(importer, work, file.name, sheet),
    }),
    operation({ name: `start${word}Import`, method: 'post', path: `${at}/{id}/start`, summary: 'Does what the preview showed, line by line.', right, input: atImport, output: importBatchSchema, action: (work, { id }) => startImport(importer, work, id) }),
    operation({ name: `cancel${word}Import`, method: 'post', path: `${at}/{id}/cancel`, summary: 'Stops an import; what was done stays done.', right, input: atImport, output: importBatchSchema, action: (work, { id }) => cancelImport(importer, work, id) }),
    operation({ name: `read${word}Import`, method: 'get', path: `${at}/{id}`, summary: 'How far an import is.', right, input: atImport, output: importBatchSchema, action: (work, { id }) => readImport(importer, work, id) }),
    operation({ name: `list${word}Imports`, method: 'get', path: at, summary: 'Imports that were started, newest first.', right, input: listImportsSchema, output: importPageSchema, action: (work, input) => readImports(importer, work, input) }),
    operation({ name: `list${word}ImportLines`, method: 'get', path: `${at}/{id}/lines`, summary: 'What each line does or did.', right, input: listImportLinesSchema, output: importLinePageSchema, action: (work, input) => readImportLines(importer, work, input) }),
    operation({ name: `download${word}ImportReport`, method: 'get', path: `${at}/{id}/report`, summary: 'What happened to each line, as a table.', right, download: true, input: importReportSchema, output: fileAnswerSchema, action: (work, input) => writeReport(importer, work, input) }),
    operation({ name: `download${word}ImportTemplate`, method: 'get', path: `${at}-template`, summary: 'An empty table with the headings that are understood.', right, download: true, input: importTemplateSchema, output: fileAnswerSchema, action: (work, { format }) => writeTemplate(importer, work, format) }),
  ];
  return Object.fromEntries(declared.map((one) => [one.name, one])) as unknown as ImportOperations<Word>;
}
