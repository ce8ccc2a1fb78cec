import { defineMessages } from '../../i18n/messages.ts';
import { cliUpkeepEnglish } from './en.ts';
import { cliUpkeepChinese } from './zh-CN.ts';

export const cliUpkeepMessages = defineMessages(cliUpkeepChinese, cliUpkeepEnglish);
