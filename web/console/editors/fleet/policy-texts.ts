import type { SectionName } from '../../../../common/contract/centre.ts';
import type { Language } from '../../../../common/contract/text.ts';
import { consolePolicyMessages } from '../../../../common/locales/console-policy/index.ts';

/** What the form of a section needs besides: that of fleets has texts of its own. For loaders. */
export function policyTextsFor(section: SectionName, language: Language) {
  return section === 'fleets' ? consolePolicyMessages[language] : null;
}
