import { existsSync, statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { translator } from '../../common/i18n/messages.ts';
import { cliUpkeepMessages } from '../../common/locales/cli-upkeep/index.ts';
import { migrations } from '../migrations.ts';
import { visible } from '../platform/index.ts';
import { createSecrets, readSecretKey } from '../platform/secrets/index.ts';
import { backupFileName, backupProblemInWords, backupsToRemove, filesMissing, insertBackupRun, makeBackup, megabytes, restoreBackup, verifyBackup, type BackupManifest, type BackupProblem } from '../upkeep/index.ts';
import { bringUp, openPlainDatabase } from './open-database.ts';
import { dataFolder } from './open-centre.ts';
import { runDoctor, runUpgrade } from './upkeep-reports.ts';
import type { UpkeepTold } from './upkeep-told.ts';
import type { UpkeepCommand } from './upkeep-words.ts';

/** Runs `lichun backup`, `restore`, `doctor` or `upgrade`. Throws a StartProblem when the database cannot be opened. */
export async function runUpkeepCommand(command: Exclude<UpkeepCommand, { name: 'wake' }>, given: Omit<UpkeepTold, 'u'>): Promise<0 | 1> {
  const told: UpkeepTold = { ...given, u: translator(cliUpkeepMessages, given.language) };
  if (command.name === 'doctor') return runDoctor(command, told);
  if (command.name === 'upgrade') return runUpgrade(command, told);
  if (command.name === 'restore') return restore(command, told);
  return command.act === 'verify' ? verify(command.file, told) : backUp(command, told);
}

function refused(problem: BackupProblem, { progress, complain, language }: UpkeepTold): 1 {
  progress('');
  complain(visible(backupProblemInWords(problem, language)));
  return 1;
}

const rowsOf = ({ tables }: BackupManifest) => tables.reduce((sum, { rows }) => sum + rows, 0);

async function backUp(command: Extract<UpkeepCommand, { act: 'make' }>, told: UpkeepTold): Promise<0 | 1> {
  const { configuration, u, say, progress } = told;
  const data = dataFolder(configuration);
  const now = new Date();
  const wanted = path.resolve(told.folder, command.file ?? '.');
  const isFolder = existsSync(wanted) && statSync(wanted).isDirectory();
  const target = isFolder ? path.join(wanted, backupFileName(now)) : wanted;
  const database = await openPlainDatabase(configuration, told.log);
  if (database === undefined) {
    told.complain(u('nothing_here', { folder: visible(data) }));
    return 1;
  }
  try {
    const { fingerprint } = createSecrets(await readSecretKey({ ...configuration, DATA_DIR: data }));
    const made = await makeBackup({
      connection: database.connection, dataFolder: data, target, overwrite: command.force, withKey: command.withKey && configuration.SECRET_KEY === undefined, fingerprint, now,
      onProgress: ({ stage, done, total, name }) => progress(stage === 'tables' ? u('progress_tables', { name, percent: total === 0 ? 100 : Math.floor((done / total) * 100) }) : u('progress_files', { count: done })),
    });
    if (!made.ok) return refused(made.problem, told);
    progress('');
    const { manifest } = made;
    say(u('made', { file: visible(target), size: megabytes(made.bytes), tables: manifest.tables.length, rows: rowsOf(manifest), files: manifest.files.length, jobs: manifest.jobs.rows }));
    tellMissing(manifest, told);
    say(manifest.key.included ? u('secret_with_key') : u('secret_without_key', { fingerprint }));
    if (command.keep !== undefined) await removeOld(path.dirname(target), command.keep, told);
    if (manifest.migrations.includes('0070-upkeep')) await insertBackupRun(database.open.database, { origin: 'command', state: 'done', file: target, bytes: made.bytes, problem: filesMissing(manifest) ?? null, startedBy: null }, now);
    return 0;
  } finally {
    await database.close();
  }
}

/** What a backup lacks is said on the way of errors, so that a script notices. */
function tellMissing({ missingFiles }: BackupManifest, { u, complain }: UpkeepTold): void {
  const [file] = missingFiles;
  if (file !== undefined) complain(u('missing', { count: missingFiles.length, file }));
}

async function removeOld(folder: string, keep: number, { u, say }: UpkeepTold): Promise<void> {
  const old = backupsToRemove(await readdir(folder), keep);
  for (const name of old) await rm(path.join(folder, name), { force: true });
  if (old.length > 0) say(u('removed', { count: old.length, keep }));
}

async function verify(file: string, told: UpkeepTold): Promise<0 | 1> {
  const verified = await verifyBackup(path.resolve(told.folder, file), (bytes) => told.progress(told.u('progress_checking', { size: megabytes(bytes) })));
  if (!verified.ok) return refused(verified.problem, told);
  told.progress('');
  const { manifest } = verified;
  told.say(told.u('verified', { file: visible(file), program: manifest.program, time: manifest.createdAt, tables: manifest.tables.length, rows: rowsOf(manifest), files: manifest.files.length }));
  tellMissing(manifest, told);
  told.say(manifest.key.included ? told.u('verified_key') : told.u('verified_no_key', { fingerprint: manifest.key.fingerprint }));
  return 0;
}

async function restore(command: Extract<UpkeepCommand, { name: 'restore' }>, told: UpkeepTold): Promise<0 | 1> {
  const { configuration, u, say, progress, log } = told;
  const data = dataFolder(configuration);
  const file = path.resolve(told.folder, command.file);
  const before = await verifyBackup(file, (bytes) => progress(u('progress_checking', { size: megabytes(bytes) })));
  if (!before.ok) return refused(before.problem, told);
  const database = await openPlainDatabase(configuration, log, { make: true, alone: true });
  if (database === undefined) throw new Error('There is no database to restore into');
  try {
    // The pool would look like a program that serves.
    await database.open.close();
    const restored = await restoreBackup({
      connection: database.connection, dataFolder: data, file, migrations, givenKey: configuration.SECRET_KEY, acceptOtherKey: command.acceptOtherKey, asleep: command.asleep, now: new Date(),
      onProgress: ({ stage, name, bytes }) => progress(stage === 'checking' ? u('progress_checking', { size: megabytes(bytes) }) : u('progress_filling', { name })),
    });
    if (!restored.ok) return refused(restored.problem, told);
    const applied = await bringUp(database.connection, log);
    progress('');
    const { manifest, keyPutAside, asleep } = restored;
    say(u('restored', { time: manifest.createdAt, tables: manifest.tables.length, rows: rowsOf(manifest), files: manifest.files.length, jobs: manifest.jobs.rows }));
    if (applied.length > 0) say(u('restored_migrated', { count: applied.length }));
    if (manifest.missingFiles.length > 0) told.complain(u('restored_missing', { count: manifest.missingFiles.length }));
    if (keyPutAside !== undefined) say(u('key_put_aside', { file: visible(keyPutAside) }));
    say(u(asleep ? 'restored_asleep' : 'restored_awake'));
    say(u('next_start'));
    return 0;
  } finally {
    await database.close();
  }
}

