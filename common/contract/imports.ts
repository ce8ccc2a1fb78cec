import { z } from 'zod';
import { fieldProblemSchema } from './problem.ts';
import { fileUploadSchema } from './file.ts';
import { pagedInput, pagedOutput } from './paging.ts';

/** Most lines of one file, without its heading. */
export const importLineLimit = 10_000;
export const importColumnLimit = 40;
export const importCellLimit = 1000;

export const importKinds = ['members', 'entitlements', 'fleet_members'] as const;
export type ImportKind = (typeof importKinds)[number];
export const importStates = ['previewed', 'running', 'done', 'cancelled'] as const;
export type ImportState = (typeof importStates)[number];

/** What a line does, or did. `failed`: it fitted when it was looked at, and no longer when its turn came. */
export const lineVerdicts = ['create', 'change', 'same', 'wrong', 'failed'] as const;
export type LineVerdict = (typeof lineVerdicts)[number];

export const importColumnSchema = z.object({
  heading: z.string().max(200),
  field: z.string().max(40).optional().describe('What the column was understood as; left out when it is not known and not read.'),
  similar: z.string().max(200).optional().describe('What the heading may have meant.'),
});

export const importBatchSchema = z.object({
  id: z.uuid(),
  kind: z.enum(importKinds),
  fileName: z.string().max(255),
  encoding: z.string().max(20).describe('utf-8, gb18030, utf-16le or xlsx.'),
  state: z.enum(importStates),
  columns: z.array(importColumnSchema).max(importColumnLimit),
  total: z.int().min(0).max(importLineLimit),
  done: z.int().min(0).max(importLineLimit).describe('Lines whose turn has come.'),
  counts: z.object({ create: z.int(), change: z.int(), same: z.int(), wrong: z.int(), failed: z.int() }),
  createdAt: z.iso.datetime(),
  createdBy: z.string().max(60),
  finishedAt: z.iso.datetime().optional(),
});
export type ImportBatch = z.infer<typeof importBatchSchema>;

export const importLineSchema = z.object({
  line: z.int().min(1).describe('Line of the file, the heading being 1.'),
  verdict: z.enum(lineVerdicts),
  done: z.boolean().describe('Its turn has come.'),
  what: z.string().max(400).describe('What it is about, in the file’s own words.'),
  changes: z.array(z.object({ field: z.string().max(40), before: z.string().max(400), after: z.string().max(400) })).max(20),
  problems: z.array(fieldProblemSchema).max(20),
});
export type ImportLine = z.infer<typeof importLineSchema>;

export const previewImportSchema = z.strictObject({ file: fileUploadSchema });
export const atImport = z.strictObject({ id: z.uuid() });
export const listImportLinesSchema = z.strictObject({ id: z.uuid(), verdict: z.enum(lineVerdicts).optional(), ...pagedInput });
export const importLinePageSchema = pagedOutput(importLineSchema);
export const listImportsSchema = z.strictObject({ ...pagedInput });
export const importPageSchema = pagedOutput(importBatchSchema);
export const sheetFormats = ['csv', 'xlsx'] as const;
export const importReportSchema = z.strictObject({ id: z.uuid(), format: z.enum(sheetFormats) });
export const importTemplateSchema = z.strictObject({ format: z.enum(sheetFormats) });
