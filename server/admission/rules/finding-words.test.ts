import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findingMessages } from '../../../common/locales/findings/index.ts';

const folder = path.join(import.meta.dirname, 'checks');
const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => readFileSync(path.join(folder, name), 'utf8'));
/** Reasons that are written out; those that are put together from an outcome are listed in the second test. */
const written = sources.flatMap((source) => [...source.matchAll(/reason: (?:[^'`,}]{1,80}\? )?'([a-z_]{3,60})'(?: : '([a-z_]{3,60})')?/g)].flatMap(([, one, other]) => [one, other].flatMap((reason) => reason ?? [])));

test('every reason that a check can give has words for moderators in both languages', () => {
  expect(written.length).toBeGreaterThan(25);
  const without = (texts: object) => written.filter((reason) => !Object.hasOwn(texts, reason));
  expect([...without(findingMessages['zh-CN']), ...without(findingMessages.en)]).toEqual([]);
});

test.each([
  ...['missing', 'wrong', 'used', 'too_old', 'altcha', 'code'].map((outcome) => `human_${outcome}`),
  ...['account', 'email', 'match', 'product'].map((how) => `uid_proven_${how}`),
  ...['merged_of_another', 'not_merged', 'not_listed', 'not_found', 'account_not_proven', 'account_used', 'owner_decides', 'could_not_ask'].map((outcome) => `contributor_${outcome}`),
  ...['all_frozen', 'reserve_used', 'next_being_prepared', 'closed', 'no_group'].map((reason) => `seats_${reason}`),
])('so has %s', (reason) => {
  expect(findingMessages['zh-CN']).toHaveProperty(reason);
});
