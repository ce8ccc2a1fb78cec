import type { RetentionKind } from '../retention/index.ts';
import * as importsMigration from './migrations/0033-imports.ts';
import * as importPlaces from './migrations/0095-import-places.ts';
import { cleanImports } from './store.ts';

export { cancelImport, previewImport, readImport, readImportLines, readImports, startImport, takeSheet, writeReport, writeTemplate } from './actions.ts';
export { importOperations, type ImportOperations } from './operations.ts';
export { repeatedLines, wrongLine, type FileLine, type Importer, type PlannedLine } from './importer.ts';
export type { Sheet } from './parse-sheet.ts';
export { readSheet } from './read-sheet.ts';
export { createImportJobs, runStep } from './run.ts';
export { fieldsOf, matchColumns, type MatchedColumn, type SheetColumn } from './columns.ts';
export { forgetInImports } from './store.ts';
export { csvOf, writeSheet } from './write-sheet.ts';

export const importsMigrations = { '0033-imports': importsMigration, '0095-import-places': importPlaces } as const;

/** How long a sheet that was imported and its report can be looked at; what it brought stays. */
export const importsRetention: readonly RetentionKind[] = [{ key: 'import_batches', defaultDays: 90, minimumDays: 7, maximumDays: 730, clean: cleanImports }];
