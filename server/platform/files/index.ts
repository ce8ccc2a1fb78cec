import * as storedFiles from './migrations/0030-stored-files.ts';

export { cleanFiles, createFilesJobs, deletedFileDays } from './cleaning.ts';
export { contentDisposition, downloadResponse, fileAnswerSchema, madeFile, type FileAnswer } from './file-answer.ts';
export { createFileStore, nameAsText, type FileSource, type FileStore, type StoredFile } from './file-store.ts';
export { readPicture, type Picture } from './picture.ts';
export { sniffMediaType } from './sniff.ts';

export const filesMigrations = { '0030-stored-files': storedFiles } as const;
