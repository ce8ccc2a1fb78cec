import type { Finding } from '../../../common/contract/admission.ts';
import type { Admission, CheckKind } from '../../../common/contract/admission-policy.ts';
import { inLanguage, type Language } from '../../../common/contract/text.ts';
import { admissionMessages } from '../../../common/locales/admission/index.ts';
import { translator } from '../../../common/i18n/messages.ts';
import type { WrongField } from '../../platform/index.ts';
import { usualExample } from '../rules/checks/reason.ts';
import { checkOf } from './gather.ts';

/** Where the answer to each check stands in the form. */
const paths: Partial<Record<CheckKind, string>> = { human: 'human', reading: 'answers.readings', real_name: 'answers.realName', reason: 'answers.reason', question: 'answers.question', uid: 'answers.uid', contributor: 'answers.pullRequest', high_trust: 'high_trust' };

/** What is wrong with the form, field by field, with the cure; in the applicant's words. */
export function fieldsToCorrect(findings: readonly Finding[], policy: Admission, language: Language): WrongField[] {
  return findings.filter(({ effect }) => effect === 'correct').map(({ check, reason, parameters }) => ({ path: paths[check] ?? check, code: reason, parameters: { ...parameters, ...reasonWords(policy, reason, parameters, language) } }));
}

/** Which part of the reason is missing, by its name, with an example. [000] */
export function reasonWords(policy: Admission, reason: string, parameters: Finding['parameters'], language: Language): Record<string, string> {
  if (reason !== 'reason_part_missing' && reason !== 'reason_empty') return {};
  const t = translator(admissionMessages, language);
  const check = checkOf(policy, 'reason');
  const names = check?.parts?.map((part) => inLanguage(part, language)) ?? [t('part_company'), t('part_business'), t('part_name')];
  return { part: names[Number(parameters?.['missing'] ?? 0)] ?? names.at(-1) ?? '', template: names.join('-'), example: check?.example ?? usualExample };
}
