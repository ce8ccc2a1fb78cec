import { describe, expect, test } from 'vitest';
import { passwordMinimum } from '../../common/contract/people.ts';
import { judgeNew, prepareNew, readLeaked } from './new-password.ts';
import { judgePassword } from './rules/password-strength.ts';

describe('6.2.4: a new password', () => {
  test('is held against tens of thousands that leaked and are long enough', async () => {
    const fitting = (await readLeaked()).split('\n').filter((password) => password.length >= passwordMinimum);
    expect(fitting.length).toBeGreaterThan(40_000);
    // Most of them pass every rule: it is the list that refuses them.
    expect(fitting.filter((password) => judgePassword(password, []) === undefined).length).toBeGreaterThan(3_000);
  });

  test.each(['4815162342', 'Usuckballz1', 'USUCKBALLZ1', 'usuckballz1'])('%s leaked, and is refused', async (password) => {
    expect(judgeNew(password, await prepareNew(password), [])).toEqual({ path: 'password', code: 'password_common' });
  });

  test.each(['雨水过后就是惊蛰和春分', 'tangerine kettle orbit', 'k7#mZq2!vT', '4815162342\n1234567890'])('%s did not', async (password) => {
    expect(judgeNew(password, await prepareNew(password), [])).toBeUndefined();
  });
});
