import { defineMessages } from '../../i18n/messages.ts';
import { consoleQueueEnglish } from './en.ts';
import { consoleQueueChinese } from './zh-CN.ts';

export const consoleQueueMessages = defineMessages(consoleQueueChinese, consoleQueueEnglish);
