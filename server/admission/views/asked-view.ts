import type { CheckOf } from '../../../common/contract/admission-policy.ts';
import type { Centre } from '../../../common/contract/centre.ts';
import type { JoinField, JoinFleetPage } from '../../../common/contract/join.ts';
import { inLanguage, type Language } from '../../../common/contract/text.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { closeUp, listWords } from '../../../common/i18n/words.ts';
import { joinMessages } from '../../../common/locales/join/index.ts';
import type { AskedField, ToldKind } from '../rules/asked.ts';
import { reasonTemplate } from './reason-words.ts';

type Words = { centre: Pick<Centre, 'products' | 'fleets' | 'topics'>; language: Language };

/** A field of the form in the visitor's language: what is asked, how it is answered, and why. */
export function fieldView({ centre, language }: Words, { name, check, required }: AskedField): JoinField {
  const t = translator(joinMessages, language);
  switch (check.kind) {
    case 'reason': {
      const { template: parts, example } = reasonTemplate(check, language);
      return { name, label: t('field.reason', { parts }), hint: t('field.reason.hint', { parts, example }), why: t('field.reason.why'), example, required, form: 'line', maximum: 300 };
    }
    case 'question':
      return { name, label: inLanguage(check.question, language), why: t('field.question.why'), required, form: 'lines', maximum: 1000 };
    case 'uid': {
      const product = productName({ centre, language }, check.product);
      const label = inLanguage(check.label, language) ?? closeUp(t('field.uid', { product }), [product]);
      return { name, label, hint: [inLanguage(check.hint, language), t('field.uid.hint')].filter((part) => part !== undefined).join(language === 'en' ? ' ' : ''), why: closeUp(t('field.uid.why', { product }), [product]), required, form: 'digits', maximum: 64 };
    }
    case 'contributor': {
      const names = check.repositories.map((repository) => repository.slice(repository.indexOf(':') + 1));
      const example = exampleOf(check);
      return { name, label: t('field.pullRequest'), hint: names.length === 0 ? t('field.pullRequest.any', { example }) : t('field.pullRequest.hint', { repositories: listWords(names, language), example }), why: t(required ? 'field.pullRequest.required' : 'field.pullRequest.why'), example, required, form: 'address', maximum: 300 };
    }
    default:
      return { name, label: t('field.realName'), why: t('field.realName.why'), required, form: 'line', maximum: 60 };
  }
}

/** An address as the field takes it; the host is that of the forge where its key says so, else a placeholder. */
function exampleOf({ repositories: [first = 'github:owner/name'] }: CheckOf<'contributor'>): string {
  const [forge = '', repository = ''] = first.split(':');
  return `https://${{ github: 'github.com', gitee: 'gitee.com' }[forge] ?? `${forge}.example`}/${repository}/pull/12`;
}

/** A further check in words. */
export function toldView({ centre, language }: Words, check: { kind: ToldKind; organisations?: readonly string[]; fleets?: readonly string[] }): JoinFleetPage['checks'][number] {
  const t = translator(joinMessages, language);
  switch (check.kind) {
    case 'organisation':
      return { check: check.kind, text: t('check.organisation', { organisations: listWords(check.organisations ?? [], language) }) };
    case 'sibling':
      return { check: check.kind, text: t('check.sibling', { fleets: listWords((check.fleets ?? []).map((key) => fleetName({ centre, language }, key)), language) }) };
    default:
      return { check: check.kind, text: t(`check.${check.kind}`) };
  }
}

function productName({ centre, language }: Words, key: string): string {
  return inLanguage(centre.products.find((product) => product.key === key)?.name ?? key, language);
}

/** What a fleet is called: its own name, else that of its topic. */
export function fleetName({ centre, language }: Words, key: string): string {
  const fleet = centre.fleets.find((one) => one.key === key);
  return inLanguage(fleet?.name ?? centre.topics.find((topic) => topic.key === fleet?.topic)?.name ?? key, language);
}
