import { defineMessages } from '../../i18n/messages.ts';
import { rejectReasonsChinese } from './zh-CN.ts';
import { rejectReasonsEnglish } from './en.ts';

export const rejectReasonMessages = defineMessages(rejectReasonsChinese, rejectReasonsEnglish);
export type RejectReasonKey = keyof typeof rejectReasonsChinese;
