import type { NotReachedStep, Reason } from '../contract/support.ts';
import type { Language } from '../contract/text.ts';
import { adviserMessages } from '../locales/adviser/index.ts';
import { formatMessage, translator, type Dictionary } from './messages.ts';
import { describeDuration, describeInstant, type Instant } from './times.ts';
import { closeUp } from './words.ts';

/** The sentence of one reason; the instant that it names is written as people say it. */
export function describeReason(reason: Reason, now: Instant, timeZone: string, language: Language): string {
  const texts: Dictionary = adviserMessages[language];
  const timed = reason.at === undefined ? undefined : texts[`${reason.code}_at`];
  const isEnd = ['live_now', 'live_without_promise', 'phone_in_emergency', 'phone_in_emergency_without_promise', 'open_now', 'answered_within'].includes(reason.code);
  const at = reason.at === undefined ? '' : describeInstant(reason.at, now, timeZone, language, { end: isEnd });
  const subject = reason.subject ?? '';
  const duration = describeDuration((reason.minutes ?? 0) * 60, language);
  return closeUp(formatMessage(timed ?? adviserMessages[language][reason.code], language, { at, duration, subject }), [at, subject]);
}

/** What to do next when nobody was reached. */
export function describeStep(step: NotReachedStep, now: Instant, timeZone: string, language: Language): string {
  const t = translator(adviserMessages, language);
  const { name } = step;
  switch (step.kind) {
    case 'retry':
      return closeUp(step.at === null ? t('retry', { name }) : t('retry_at', { name, at: describeInstant(step.at, now, timeZone, language) }), [name]);
    case 'other_channel':
      return closeUp(t('other_channel', { name }), [name]);
    case 'contact':
      return closeUp(step.role === undefined ? t('contact', { name }) : t('contact_with_role', { name, role: step.role }), [name]);
  }
}
