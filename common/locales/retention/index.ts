import { defineMessages } from '../../i18n/messages.ts';
import { retentionEnglish } from './en.ts';
import { retentionChinese } from './zh-CN.ts';

export const retentionMessages = defineMessages(retentionChinese, retentionEnglish);
export type RetentionWord = keyof typeof retentionChinese & string;
