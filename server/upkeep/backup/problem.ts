import type { Parameters } from '../../platform/index.ts';

/** Why a backup was not made or not restored; each is a sentence with its cure in common/locales/upkeep. */
export type BackupProblemCode =
  | 'backup_files_missing' | 'backup_disk_full' | 'backup_target_exists' | 'backup_target_forbidden' | 'backup_target_missing' | 'backup_nothing'
  | 'backup_file_missing' | 'backup_file_forbidden' | 'backup_not_ours' | 'backup_cut_short' | 'backup_changed' | 'backup_newer_format' | 'backup_newer_program'
  | 'restore_not_empty' | 'restore_running' | 'restore_files_present' | 'restore_other_key' | 'restore_key_missing' | 'restore_does_not_fit';

export type BackupProblem = { code: BackupProblemCode; parameters?: Parameters };

/** What a backup that was written lacks all the same; undefined when it has everything. */
export function filesMissing({ missingFiles }: { missingFiles: readonly string[] }): BackupProblem | undefined {
  const [file] = missingFiles;
  return file === undefined ? undefined : { code: 'backup_files_missing', parameters: { count: missingFiles.length, file } };
}

/** Carries a reason out of the middle of the work, so that everything begun is undone on the way. */
export class BackupRefused extends Error {
  readonly problem: BackupProblem;
  constructor(code: BackupProblemCode, parameters?: Parameters) {
    super(code);
    this.problem = parameters === undefined ? { code } : { code, parameters };
  }
}

/** The reason behind a failed operation on files, if it is one that a person can mend. */
export function fileProblem(error: unknown, side: 'writing' | 'reading', file: string): BackupProblem | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const parameters = { file };
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return { code: 'backup_disk_full', parameters };
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return { code: side === 'writing' ? 'backup_target_forbidden' : 'backup_file_forbidden', parameters };
  if (code === 'ENOENT' || code === 'ENOTDIR') return { code: side === 'writing' ? 'backup_target_missing' : 'backup_file_missing', parameters };
  if (code === 'EISDIR') return { code: side === 'writing' ? 'backup_target_exists' : 'backup_not_ours', parameters };
  return undefined;
}
