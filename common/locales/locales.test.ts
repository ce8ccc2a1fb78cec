import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Dictionary, Message } from '../i18n/messages.ts';

const folder = import.meta.dirname;
const areas = globSync('*/index.ts', { cwd: folder }).map((file) => path.dirname(file));

const texts = (message: Message) => (typeof message === 'string' ? [message] : [message.one, message.other].filter((text) => text !== undefined));
const placeholders = (message: Message) => [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].toSorted();
/** `count` may stand in one plural form and be a word in the other. */
const facts = (message: Message) => placeholders(message).filter((name) => name !== '{count}');

test('every area of texts is looked at', () => {
  expect(areas.length).toBeGreaterThan(8);
});

describe.each(areas)('the texts of %s', async (area) => {
  const exported = Object.values((await import(path.join(folder, area, 'index.ts'))) as Record<string, unknown>);
  const dictionaries = exported.filter((value): value is Record<'zh-CN' | 'en', Dictionary> => typeof value === 'object' && value !== null && 'zh-CN' in value && 'en' in value);

  test('have the same keys in Chinese and English, and none is empty', () => {
    expect(dictionaries.length).toBeGreaterThan(0);
    for (const { 'zh-CN': chinese, en } of dictionaries) {
      expect(Object.keys(en).toSorted()).toEqual(Object.keys(chinese).toSorted());
      expect(Object.entries({ ...chinese, ...en }).filter(([, message]) => texts(message).some((text) => text.trim() === '' && text !== ' ')).map(([key]) => key)).toEqual([]);
    }
  });

  test('tell the same facts in both', () => {
    for (const { 'zh-CN': chinese, en } of dictionaries) {
      const different = Object.keys(chinese).filter((key) => facts(chinese[key]!).join() !== facts(en[key]!).join());
      expect(different).toEqual([]);
    }
  });

  test('address the reader as 你, without shouting', () => {
    for (const { 'zh-CN': chinese, en } of dictionaries) {
      const wrong = [...Object.entries(chinese), ...Object.entries(en)].filter(([, message]) => texts(message).some((text) => /您|！|!!|系统错误/.test(text))).map(([key]) => key);
      expect(wrong).toEqual([]);
    }
  });
});

test('a pull request has one name in Chinese, with its short one where a page first speaks of it', () => {
  const said = globSync('*/zh-CN.ts', { cwd: folder }).map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }));
  expect(said.filter(({ text }) => /合并请求（PR）/.test(text)).length).toBeGreaterThan(3);
  expect(said.filter(({ text }) => /拉取请求|pull request/.test(text) || /\bPR\b/.test(text.replaceAll('合并请求（PR）', ''))).map(({ file }) => file)).toEqual([]);
});

/** One word per thing (docs/GLOSSARY.md): what else it could be called, and is not. */
const otherNames: readonly (readonly [RegExp, string])[] = [
  [/第二道验证|二次验证|双重验证|双因素|两步认证/, '两步验证'],
  [/小组/, '团队'],
  [/企业证明|企业证件|证件|企业实名/, '企业认证；证明文件'],
  [/接入的消息|接入的? ?Webhook|接收 ?Webhook|入站/, '传入 Webhook'],
  [/黑名单/, '不再接纳'],
];

test.each(otherNames)('nothing is called %s in Chinese: the word is %s', (other) => {
  const files = globSync('*/zh-CN.ts', { cwd: folder });
  expect(files.filter((file) => other.test(readFileSync(path.join(folder, file), 'utf8')))).toEqual([]);
});
