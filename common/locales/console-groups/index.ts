import { defineMessages } from '../../i18n/messages.ts';
import { consoleGroupsEnglish } from './en.ts';
import { consoleGroupsChinese } from './zh-CN.ts';

export const consoleGroupsMessages = defineMessages(consoleGroupsChinese, consoleGroupsEnglish);
