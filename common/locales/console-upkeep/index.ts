import { defineMessages } from '../../i18n/messages.ts';
import { consoleUpkeepEnglish } from './en.ts';
import { consoleUpkeepChinese } from './zh-CN.ts';

export const consoleUpkeepMessages = defineMessages(consoleUpkeepChinese, consoleUpkeepEnglish);
