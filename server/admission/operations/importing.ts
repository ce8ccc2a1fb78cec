import { atFleetImport, fleetImportReportSchema, fleetImportTemplateSchema, listFleetImportLinesSchema, listFleetImportsSchema, previewFleetImportSchema } from '../../../common/contract/entrances.ts';
import { importBatchSchema, importLinePageSchema, importPageSchema } from '../../../common/contract/imports.ts';
import type { ProductParts } from '../../parts.ts';
import { fileAnswerSchema } from '../../platform/files/index.ts';
import { operation, type Scope } from '../../platform/index.ts';
import { cancelImport, previewImport, readImport, readImportLines, readImports, startImport, takeSheet, writeReport, writeTemplate } from '../../platform/sheets/index.ts';
import { fleetMemberImporter } from '../import/fleet-member-importer.ts';

/** Lists of members of a fleet: looked at, done line by line, told about. */
export function admissionImportingOperations(product: ProductParts) {
  const of = (fleet: string) => fleetMemberImporter(product, fleet);
  const { limit } = of('');
  const right = 'members.import' as const;
  const scope = (_work: unknown, { fleet }: { fleet: string }): Scope => ({ kind: 'fleet', key: fleet });
  const path = '/fleets/{fleet}/imports';
  return {
    previewFleetMemberImport: operation({
      name: 'previewFleetMemberImport', method: 'post', path, summary: 'Reads a CSV or XLSX list of at most 200 members and says for every line what it would do; nothing is changed yet.',
      right, scope, idempotent: true, maximumBody: 7_200, limit: { per: 'person', count: 60, seconds: 3600 }, input: previewFleetImportSchema, output: importBatchSchema,
      gather: (_work, { file }) => takeSheet(file, limit), action: (work, { fleet, file }, sheet) => previewImport(of(fleet), work, file.name, sheet),
    }),
    startFleetMemberImport: operation({ name: 'startFleetMemberImport', method: 'post', path: `${path}/{id}/start`, summary: 'Lets in who the preview showed, line by line; the same bars, strikes and seats hold as for everyone.', right, scope, input: atFleetImport, output: importBatchSchema, action: (work, { fleet, id }) => startImport(of(fleet), work, id) }),
    cancelFleetMemberImport: operation({ name: 'cancelFleetMemberImport', method: 'post', path: `${path}/{id}/cancel`, summary: 'Stops an import; who is in stays in.', right, scope, input: atFleetImport, output: importBatchSchema, action: (work, { fleet, id }) => cancelImport(of(fleet), work, id) }),
    readFleetMemberImport: operation({ name: 'readFleetMemberImport', method: 'get', path: `${path}/{id}`, summary: 'How far an import is.', right, scope, input: atFleetImport, output: importBatchSchema, action: (work, { fleet, id }) => readImport(of(fleet), work, id) }),
    listFleetMemberImports: operation({ name: 'listFleetMemberImports', method: 'get', path, summary: 'Imports into a fleet, newest first.', right, scope, input: listFleetImportsSchema, output: importPageSchema, action: (work, { fleet, ...page }) => readImports(of(fleet), work, page) }),
    listFleetMemberImportLines: operation({ name: 'listFleetMemberImportLines', method: 'get', path: `${path}/{id}/lines`, summary: 'What each line does or did.', right, scope, input: listFleetImportLinesSchema, output: importLinePageSchema, action: (work, { fleet, ...page }) => readImportLines(of(fleet), work, page) }),
    downloadFleetMemberImportReport: operation({ name: 'downloadFleetMemberImportReport', method: 'get', path: `${path}/{id}/report`, summary: 'What happened to each line, as a table.', right, scope, download: true, input: fleetImportReportSchema, output: fileAnswerSchema, action: (work, { fleet, ...report }) => writeReport(of(fleet), work, report) }),
    downloadFleetMemberImportTemplate: operation({ name: 'downloadFleetMemberImportTemplate', method: 'get', path: `/fleets/{fleet}/import-template`, summary: 'An empty table with the headings that are understood.', right, scope, download: true, input: fleetImportTemplateSchema, output: fileAnswerSchema, action: (work, { fleet, format }) => writeTemplate(of(fleet), work, format) }),
  } as const;
}
