import { defineMessages } from '../../i18n/messages.ts';
import { consolePeopleEnglish } from './en.ts';
import { consolePeopleChinese } from './zh-CN.ts';

export const consolePeopleMessages = defineMessages(consolePeopleChinese, consolePeopleEnglish);
