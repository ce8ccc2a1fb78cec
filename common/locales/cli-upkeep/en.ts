import type { SameKeysWithPlurals } from '../../i18n/messages.ts';
import type { cliUpkeepChinese } from './zh-CN.ts';

export const cliUpkeepEnglish: SameKeysWithPlurals<typeof cliUpkeepChinese> = {
  help: `  backup [FILE]  backs up the whole centre, data, files and key, into one file; it may go on running
                 FILE may be a folder: the name then tells the time
    --keep N     keeps the latest N in the folder only
    --without-key  leaves the key out (you put it back when you restore)
    --force      overwrites a file that is there
  backup verify FILE  compares a backup from its first byte to its last; changes nothing
  restore FILE   restores a backup into an empty centre
    --asleep     lets it sleep: it sends no mails, webhook messages, notices or bot messages and runs no jobs (to try a backup out)
    --accept-other-key  goes on although the old key is lost
  wake           wakes a centre that sleeps: mails, messages and jobs that wait go out from then on
  doctor         looks at the centre's health and says what to do; --json prints JSON
  upgrade        shows what upgrading would change; changes nothing; --json prints JSON`,
  missing_backup: 'Say which backup, for example: lichun {command} lichun-20261122-030000Z.tar.gz',
  wrong_keep: 'After --keep comes a whole number from 1 to 9999, such as --keep 14.',
  nothing_here: 'There is no centre in {folder} yet; nothing was changed.',
  progress_tables: 'Backing up {name}, {percent}%',
  progress_files: { one: 'Backing up files, {count} so far', other: 'Backing up files, {count} so far' },
  progress_checking: 'Comparing, {size} so far',
  progress_filling: 'Restoring {name}',
  made: 'Backed up to {file} ({size}): {tables} tables, {rows} rows, {files} files, {jobs} waiting jobs.',
  missing: { one: '{count} stored file is missing or not whole, so the backup does not have it as it was: {file}.', other: '{count} stored files are missing or not whole, so the backup does not have them as they were, such as {file}.' },
  secret_with_key: 'It holds the key of the centre and everybody’s data: keep it as secret as the centre itself.',
  secret_without_key: 'It does not hold the key (fingerprint {fingerprint}), which you put back when you restore; it still holds everybody’s data, so keep it safe.',
  removed: { one: 'Deleted {count} old backup, kept the latest {keep}.', other: 'Deleted {count} old backups, kept the latest {keep}.' },
  verified: '{file} is whole: made by {program} at {time}, {tables} tables, {rows} rows, {files} files.',
  verified_key: 'It holds the key.',
  verified_no_key: 'It does not hold the key; restoring needs the one with the fingerprint {fingerprint}.',
  restored: 'Restored as it was at {time}: {tables} tables, {rows} rows, {files} files, {jobs} waiting jobs.',
  restored_migrated: { one: 'The backup is of an earlier version; {count} change brought it up to this program.', other: 'The backup is of an earlier version; {count} changes brought it up to this program.' },
  restored_missing: { one: '{count} file was missing already when the backup was made.', other: '{count} files were missing already when the backup was made.' },
  key_put_aside: 'The key of the empty centre is now {file}; delete it once all is well.',
  restored_asleep: 'It sleeps: it sends no mails, webhook messages, notices or bot messages and runs no jobs. For it to take over, stop the centre before, then run lichun wake or press Wake it on the page Upkeep. Codes by mail do not go out either: sign in with a password, or get a link with lichun operator add.',
  restored_awake: 'It is awake: as soon as it starts, the mails, webhook messages, notices and jobs that waited in the backup go out. Stop the centre before first. Only to try it out, do not start it: restore with --asleep into another empty place.',
  woken: 'Woken. A centre that is running begins to send at once; one that is not begins when it starts.',
  awake_already: 'This centre is not asleep; nothing was changed.',
  next_start: 'Now run npm start and sign in with the accounts you had.',
  upgrade_program: 'This program is version {version} (release {release}), Node.js {node}',
  upgrade_last: 'The last to run was version {version} (release {release}), {time}',
  upgrade_first: 'No Lichun has used this database yet; the first start makes everything.',
  upgrade_nothing: 'The database is up to date; nothing would be changed.',
  upgrade_pending: { one: 'Starting this version makes {count} change to the database:', other: 'Starting this version makes {count} changes to the database:' },
  upgrade_contracting: ' (takes away what the earlier version needs)',
  upgrade_newer: { one: 'The next version has used the database ({count} change more); this program can serve it.', other: 'The next version has used the database ({count} changes more); this program can serve it.' },
  upgrade_foreign: 'A newer version has changed the database ({name}), and this program cannot serve it. Use that version, or restore a backup.',
  upgrade_together: 'They only add: the earlier version may run beside it, and you can go back to it.',
  upgrade_alone: 'The earlier version cannot live with some of them: stop every one of it first; there is no going back afterwards.',
  upgrade_backup_good: 'Latest backup: {hours} hours ago, {file}.',
  upgrade_backup_old: 'The latest backup is {hours} hours old. Run lichun backup first, then upgrade.',
  upgrade_backup_none: 'There is no backup. Run lichun backup first, then upgrade.',
};
