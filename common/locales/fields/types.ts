import { defineMessages, type SameKeys } from '../../i18n/messages.ts';

/** What a schema calls its types, in words. */
const typesChinese = {
  string: '文字', number: '数字', int: '整数', boolean: 'true 或 false', array: '列表（每项一行，以 - 开头）', object: '一组“名称: 内容”', record: '一组“名称: 内容”', null: '空值', date: '日期',
} as const;
const typesEnglish: SameKeys<typeof typesChinese> = {
  string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list (one “- …” per item)', object: 'names with contents (“name: content”)',
  record: 'names with contents (“name: content”)', null: 'nothing', date: 'a date',
};

export const typeNames = defineMessages(typesChinese, typesEnglish);
