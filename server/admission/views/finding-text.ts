import type { Finding } from '../../../common/contract/admission.ts';
import type { Language } from '../../../common/contract/text.ts';
import { formatMessage, type Dictionary } from '../../../common/i18n/messages.ts';
import { findingMessages } from '../../../common/locales/findings/index.ts';

/** What a check found, for moderators. A reason of an earlier release that has no words any more is shown as it is kept. */
export function findingText({ reason, parameters }: Pick<Finding, 'reason' | 'parameters'>, language: Language): string {
  const texts: Dictionary = findingMessages[language];
  const text = texts[reason];
  return text === undefined ? reason : formatMessage(text, language, parameters);
}
