import { expect, test } from 'vitest';
import { judgeTroubles, type Known, type Seen } from './troubles.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 8, minutes));
const disk: Seen = { name: 'disk', level: 'problem', code: 'disk_full' };
const late: Seen = { name: 'outbox', level: 'warning', code: 'outbox_late' };
const known = (seen: Seen, since: number, told?: number): Known => ({ name: seen.name, level: seen.level, since: at(since), toldAt: told === undefined ? undefined : at(told) });

test('a problem is told at once, and not again at the next look', () => {
  expect(judgeTroubles([disk], [], at(0)).tell).toEqual([disk]);
  expect(judgeTroubles([disk], [known(disk, 0, 0)], at(5)).tell).toEqual([]);
});

test('it is told again after a day', () => {
  expect(judgeTroubles([disk], [known(disk, 0, 0)], at(24 * 60)).tell).toEqual([disk]);
});

test('a warning is told when it is still there at the next look', () => {
  expect(judgeTroubles([late], [], at(0))).toMatchObject({ tell: [], keep: [{ toldAt: undefined }] });
  expect(judgeTroubles([late], [known(late, 0)], at(5)).tell).toEqual([late]);
});

test('what becomes worse is told again', () => {
  const stuck: Seen = { name: 'outbox', level: 'problem', code: 'outbox_stuck' };
  expect(judgeTroubles([stuck], [known(late, 0, 5)], at(10)).tell).toEqual([stuck]);
});

test('that it is over is told to who was told', () => {
  const fine: Seen = { name: 'disk', level: 'ok', code: 'disk_ok' };
  expect(judgeTroubles([fine], [known(disk, 0, 0)], at(5)).over).toEqual([{ name: 'disk', wasTold: true }]);
  expect(judgeTroubles([fine], [known(disk, 0)], at(5)).over).toEqual([{ name: 'disk', wasTold: false }]);
  expect(judgeTroubles([fine], [], at(5)).over).toEqual([]);
});

test('advice about settings wakes nobody', () => {
  expect(judgeTroubles([{ name: 'smtp', level: 'warning', code: 'smtp_missing' }], [known({ name: 'smtp', level: 'warning', code: 'smtp_missing' }, 0)], at(60)).tell).toEqual([]);
});
