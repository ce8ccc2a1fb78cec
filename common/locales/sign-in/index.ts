import { defineMessages } from '../../i18n/messages.ts';
import { signInEnglish } from './en.ts';
import { signInChinese } from './zh-CN.ts';

export const signInMessages = defineMessages(signInChinese, signInEnglish);
