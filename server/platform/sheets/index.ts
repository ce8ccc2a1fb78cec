import * as importsMigration from './migrations/0033-imports.ts';

export { importOperations, type ImportOperations } from './operations.ts';
export { repeatedLines, wrongLine, type FileLine, type Importer, type PlannedLine } from './importer.ts';
export { readSheet, type Sheet } from './read-sheet.ts';
export { createImportJobs, runStep } from './run.ts';
export { fieldsOf, matchColumns, type MatchedColumn, type SheetColumn } from './columns.ts';
export { cleanImports, forgetInImports } from './store.ts';
export { csvOf, writeSheet } from './write-sheet.ts';

export const importsMigrations = { '0033-imports': importsMigration } as const;
