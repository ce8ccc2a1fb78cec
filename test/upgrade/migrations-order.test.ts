import { expect, test } from 'vitest';
import { migrations } from '../../server/migrations.ts';

/** The changes that centres have run already, up to here: nothing may ever come before the last of them, or no centre could start again. */
const last = '0099-application-notice';
const upToThere = 36;

test('a new change of the database comes after all that centres have run', () => {
  const names = Object.keys(migrations).toSorted();
  expect(names.indexOf(last)).toBe(upToThere - 1);
});
