import { defineMessages } from '../../i18n/messages.ts';
import { eventsEnglish } from './en.ts';
import { eventsChinese } from './zh-CN.ts';

/** What kinds of events mean; a kind without words here is told in the catalogue’s own. */
export const eventMessages = defineMessages(eventsChinese, eventsEnglish);
