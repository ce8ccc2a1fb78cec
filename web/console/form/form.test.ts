import { describe, expect, test } from 'vitest';
import { keySchema } from '../../../common/contract/text.ts';
import { keyOfText } from './key-of-text.ts';
import { languagesShown, withText } from './localized.ts';
import { mergeVersions } from './merge.ts';

describe('a text in several languages', () => {
  const both = ['zh-CN', 'en'] as const;

  test('that held for all languages is told apart by writing in one of them', () => {
    expect(withText('GitHub issue', both, 'zh-CN', 'GitHub 议题')).toEqual({ 'zh-CN': 'GitHub 议题', en: 'GitHub issue' });
  });

  test('keeps no empty language, and nothing at all when nothing is left', () => {
    expect(withText({ 'zh-CN': '电话', en: 'Phone' }, both, 'en', '')).toEqual({ 'zh-CN': '电话' });
    expect(withText({ en: 'Phone' }, both, 'en', '')).toBeUndefined();
  });

  test('stays a plain text in a centre of one language', () => {
    expect(withText(undefined, ['en'], 'en', 'Phone')).toBe('Phone');
    expect(withText('Phone', ['en'], 'en', '')).toBeUndefined();
  });

  test('shows a language that the centre has given up, while something is written in it', () => {
    expect(languagesShown(['en'], { 'zh-CN': '电话' })).toEqual(['en', 'zh-CN']);
    expect(languagesShown(['en'], 'Phone')).toEqual(['en']);
  });
});

describe('two people who change the same entry', () => {
  const base = { key: 'phone', name: '电话', note: '旧', suits: ['fault'] };

  test('keep both changes when they are about different fields', () => {
    expect(mergeVersions(base, { ...base, name: '热线' }, { ...base, note: '新' })).toEqual({ ...base, name: '热线', note: '新' });
  });

  test('keep mine where both changed the same field, and what I removed stays removed', () => {
    const { note: _note, ...withoutNote } = base;
    expect(mergeVersions(base, { ...base, name: '热线', note: '他' }, { ...withoutNote, name: '座机' })).toEqual({ key: 'phone', name: '座机', suits: ['fault'] });
  });
});

describe('the short name that is suggested', () => {
  test.each([['WeChat group (in fact QQ)', 'wechat-group-in-fact-qq'], ['  Café 24×7 ', 'cafe-24-7'], ['电话', '']])('%s', (text, key) => {
    expect(keyOfText(text)).toBe(key);
  });

  test('is a short name that the server takes, however long the text is', () => {
    const long = keyOfText('abc '.repeat(40));
    expect(keySchema.safeParse(long).success).toBe(true);
  });
});
