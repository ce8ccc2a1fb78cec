import { defineMessages } from '../../i18n/messages.ts';
import { peopleEnglish } from './en.ts';
import { peopleChinese } from './zh-CN.ts';

export const peopleMessages = defineMessages(peopleChinese, peopleEnglish);
