import { eventsEnglish } from './en.ts';
import { eventsChinese } from './zh-CN.ts';

/** What kinds of events mean, for people who choose them. English comes from the catalogue where nothing is said here. */
export const eventMessages = { 'zh-CN': eventsChinese, en: eventsEnglish } as const;
