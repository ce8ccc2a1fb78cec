import type { CheckOf } from '../../../common/contract/admission-policy.ts';
import { inLanguage, type Language } from '../../../common/contract/text.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { admissionMessages } from '../../../common/locales/admission/index.ts';

/**
 * What the parts of a reason are called in the reader's language, how they are written together, and an example: the operator's, else one that
 * fits the parts. [000]
 */
export function reasonTemplate({ parts, example }: Pick<CheckOf<'reason'>, 'parts' | 'example'>, language: Language): { names: string[]; template: string; example: string } {
  const t = translator(admissionMessages, language);
  const names = parts?.map((part) => inLanguage(part, language)) ?? [t('part_company'), t('part_business'), t('part_name')];
  const fitting = parts === undefined ? t('example') : names.map((name) => t('example_part', { name })).join('-');
  return { names, template: names.join('-'), example: inLanguage(example, language) ?? fitting };
}
