import { describe, expect, test } from 'vitest';
import { backupFileName, backupsToRemove, isBackupDue } from './rotation.ts';

describe('backups of a folder', () => {
  test('are named by the moment that they hold', () => {
    expect(backupFileName(new Date('2026-11-22T08:30:15.999Z'))).toBe('lichun-20261122-083015Z.tar.gz');
  });

  test('go when they are the oldest; nothing else is touched', () => {
    const names = ['lichun-20261120-030000Z.tar.gz', 'lichun-20261122-030000Z.tar.gz', 'notes.txt', 'lichun-20261121-030000Z.tar.gz', 'my-lichun-20200101-000000Z.tar.gz', 'lichun-20261119-030000Z.tar.gz.part'];
    expect(backupsToRemove(names, 2)).toEqual(['lichun-20261120-030000Z.tar.gz']);
    expect(backupsToRemove(names, 3)).toEqual([]);
    expect(backupsToRemove(names, 0), 'the latest stays whatever is asked for').toEqual(['lichun-20261121-030000Z.tar.gz', 'lichun-20261120-030000Z.tar.gz']);
  });
});

describe("the day's backup", () => {
  const attempt = (startedAt: string, state = 'done', origin = 'timetable') => ({ origin, state, startedAt: new Date(startedAt) });
  const isDue = (now: string, ...attempts: ReturnType<typeof attempt>[]) => isBackupDue({ now: new Date(now), hour: 3, timeZone: 'Asia/Shanghai', attempts });
  const due = (now: string, last?: string) => isDue(now, ...(last === undefined ? [] : [attempt(last)]));

  test.each([
    ['a centre that never had one', '2026-11-22T08:00:00Z', undefined, true],
    ['before its hour', '2026-11-21T18:59:00Z', '2026-11-20T19:05:00Z', false],
    ['from its hour on', '2026-11-21T19:00:00Z', '2026-11-20T19:05:00Z', true],
    ['once it has been made', '2026-11-21T20:00:00Z', '2026-11-21T19:05:00Z', false],
    ['after a night in which nothing ran', '2026-11-22T05:00:00Z', '2026-11-20T19:05:00Z', true],
    ['after one that was made up for in the afternoon', '2026-11-22T19:10:00Z', '2026-11-22T08:00:00Z', true],
  ])('%s', (_name, now, last, expected) => expect(due(now, last)).toBe(expected));

  test('that failed, or whose program died, is tried once more after an hour, and not again that day', () => {
    const failed = attempt('2026-11-21T19:00:00Z', 'failed');
    expect([isDue('2026-11-21T19:50:00Z', failed), isDue('2026-11-21T20:00:00Z', failed)]).toEqual([false, true]);
    expect(isDue('2026-11-21T20:00:00Z', attempt('2026-11-21T19:00:00Z', 'running'))).toBe(true);
    expect(isDue('2026-11-21T23:00:00Z', attempt('2026-11-21T20:00:00Z', 'failed'), failed)).toBe(false);
    expect(isDue('2026-11-22T19:00:00Z', attempt('2026-11-21T20:00:00Z', 'failed'), failed)).toBe(true);
  });

  test('that failed is not tried again when somebody has made one meanwhile', () => {
    expect(isDue('2026-11-21T21:00:00Z', attempt('2026-11-21T19:30:00Z', 'done', 'asked'), attempt('2026-11-21T19:00:00Z', 'failed'))).toBe(false);
    expect(isDue('2026-11-21T21:00:00Z', attempt('2026-11-21T18:30:00Z', 'done', 'asked'), attempt('2026-11-21T19:00:00Z', 'failed'))).toBe(true);
  });
});
