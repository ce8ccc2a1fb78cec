import { z } from 'zod';

/** The form of a backup. A program reads the forms that it knows; a higher number is of a newer program. */
export const backupFormat = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
export const fileIdSchema = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** Names of the parts of a backup, in the order in which they are written. Tables come in pieces, because a piece's size stands before it. */
export const partNames = {
  head: 'lichun-backup.json',
  table: (table: string, piece: number) => `tables/${table}/${String(piece).padStart(6, '0')}.copy`,
  jobs: 'jobs.copy',
  file: (id: string) => `files/${id}`,
  key: 'secret-key',
  manifest: 'manifest.json',
  seal: 'manifest.sha256',
} as const;

/** The first part: enough to tell whether this program can read the rest. */
export const headSchema = z.object({ kind: z.literal('lichun-backup'), format: z.int().min(1).max(1_000_000), program: z.string().max(60), release: z.int().min(0).max(1_000_000), createdAt: z.iso.datetime() });

const contentSchema = z.object({ rows: count, bytes: count, sha256 });

/** The last part but one: everything that the backup holds, with what it must come to. */
export const manifestSchema = headSchema.extend({
  postgres: z.string().max(100),
  /** Changes of the database in the order of their names; the tables are as these leave them. */
  migrations: z.array(z.string().max(255)).max(10_000),
  tables: z.array(contentSchema.extend({ name: identifier, columns: z.array(identifier).min(1).max(1600) })).max(10_000),
  sequences: z.array(z.object({ name: identifier, value: z.string().regex(/^-?\d{1,20}$/), called: z.boolean() })).max(10_000),
  /** Jobs that waited or ran; those that had failed for good are left out. */
  jobs: contentSchema,
  files: z.array(z.object({ id: fileIdSchema, bytes: count, sha256 })).max(10_000_000),
  /** Files that the tables name and the folder did not have, or not as they were; deleted ones are not counted. */
  missingFiles: z.array(fileIdSchema).max(10_000_000),
  /** Tells which key the centre had; `included` when it lies in the backup. */
  key: z.object({ fingerprint: z.string().max(64), included: z.boolean(), sha256: sha256.optional() }),
});

export type BackupHead = z.output<typeof headSchema>;
export type BackupManifest = z.output<typeof manifestSchema>;
