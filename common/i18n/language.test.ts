import { describe, expect, test } from 'vitest';
import { chooseLanguage } from './language.ts';

describe('a reader gets', () => {
  test('what the address asks for, else what was chosen before, else what the browser wants most', () => {
    expect(chooseLanguage({ explicit: 'en', remembered: 'zh-CN', accept: 'zh-CN' })).toBe('en');
    expect(chooseLanguage({ explicit: 'fr', remembered: 'en', accept: 'zh-CN' })).toBe('en');
    expect(chooseLanguage({ accept: 'fr, zh-TW;q=0.5, en;q=0.8' })).toBe('en');
    expect(chooseLanguage({ accept: 'zh-Hant-TW' })).toBe('zh-CN');
  });

  test('the first that is offered where nothing fits', () => {
    expect(chooseLanguage({})).toBe('zh-CN');
    expect(chooseLanguage({ accept: 'fr' }, ['en', 'zh-CN'])).toBe('en');
  });

  test.each([{ explicit: 'zh-CN' }, { remembered: 'zh-CN' }, { accept: 'zh-CN,zh;q=0.9' }])('nothing that is not offered, though %j', (wishes) => {
    expect(chooseLanguage(wishes, ['en'])).toBe('en');
  });
});
