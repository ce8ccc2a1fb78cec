import { defineMessages } from '../../i18n/messages.ts';
import { consolePolicyEnglish } from './en.ts';
import { consolePolicyChinese } from './zh-CN.ts';

export const consolePolicyMessages = defineMessages(consolePolicyChinese, consolePolicyEnglish);
