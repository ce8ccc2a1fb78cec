import { defineMessages } from '../../i18n/messages.ts';
import { findingsEnglish } from './en.ts';
import { findingsChinese } from './zh-CN.ts';

export const findingMessages = defineMessages(findingsChinese, findingsEnglish);
