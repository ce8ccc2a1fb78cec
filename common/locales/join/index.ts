import { defineMessages } from '../../i18n/messages.ts';
import { joinEnglish } from './en.ts';
import { joinChinese } from './zh-CN.ts';

export const joinMessages = defineMessages(joinChinese, joinEnglish);
