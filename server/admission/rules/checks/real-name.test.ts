import { expect, test } from 'vitest';
import { checkRealName } from './real-name.ts';

test.each(['张三', '欧阳娜娜', 'Li Lei', 'Анна', '　张三　'])('%s is a name', (realName) => {
  expect(checkRealName({ realName }).verdict).toBe('ok');
});

test.each([[null, 'real_name_missing'], ['   ', 'real_name_missing'], ['12345', 'real_name_form'], ['……', 'real_name_form'], ['张', 'real_name_form']])('%j is none', (realName, reason) => {
  expect(checkRealName({ realName })).toEqual({ verdict: 'wrong', reason });
});
