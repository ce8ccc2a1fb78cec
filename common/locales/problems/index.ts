import { defineMessages } from '../../i18n/messages.ts';
import { problemsEnglish } from './en.ts';
import { problemsChinese } from './zh-CN.ts';

export const problemMessages = defineMessages(problemsChinese, problemsEnglish);
