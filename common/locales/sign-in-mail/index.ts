import { defineMessages } from '../../i18n/messages.ts';
import { signInMailEnglish } from './en.ts';
import { signInMailChinese } from './zh-CN.ts';

export const signInMailMessages = defineMessages(signInMailChinese, signInMailEnglish);
