import { urgencies, type Advice, type SupportPage } from '../../../common/contract/support.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { adviserMessages } from '../../../common/locales/adviser/index.ts';
import { usePageTexts, useViewing } from '../viewing.ts';

type Choices = Pick<SupportPage, 'products' | 'subjects' | 'topics'>;

/** The question as a plain GET form: its answer has an address that can be passed on. */
export function QuestionForm({ page, asked }: { page: Choices; asked: Advice }) {
  const t = usePageTexts();
  const hasPlans = page.products.length > 0;
  const hasAbout = page.subjects.length > 0 || page.topics.length > 0;
  return (
    <form className={`ask ask-${1 + Number(hasPlans) + Number(hasAbout)}`} action="/advice" method="get">
      {asked.mine?.counts === false && <input type="hidden" name="as" value="anyone" />}
      {hasPlans && (
        <label>
          {t('form_plan')}
          <select name="plan" defaultValue={planValue(asked)}>
            <option value="">{t('plan_any')}</option>
            <PlanOptions products={page.products} />
          </select>
        </label>
      )}
      {hasAbout && <AboutField page={page} asked={asked} />}
      <label>
        {t('form_urgency')}
        <select name="urgency" defaultValue={asked.urgency}>
          {urgencies.map((urgency) => <option key={urgency} value={urgency}>{t(`urgency_${urgency}`)}</option>)}
        </select>
      </label>
      <button type="submit">{t('form_submit')}</button>
    </form>
  );
}

function planValue({ product, plan }: Advice): string {
  if (product === undefined) return '';
  return plan === undefined ? product : `${product}/${plan}`;
}

function PlanOptions({ products }: Pick<Choices, 'products'>) {
  return products.map(({ key, name, plans }) => {
    const options = plans.map((plan) => <option key={plan.key} value={`${key}/${plan.key}`}>{plan.name}</option>);
    if (plans.length === 0) return <option key={key} value={key}>{name}</option>;
    return products.length === 1 ? options : <optgroup key={key} label={name}>{options}</optgroup>;
  });
}

function AboutField({ page: { subjects, topics }, asked }: { page: Choices; asked: Advice }) {
  const t = usePageTexts();
  const words = translator(adviserMessages, useViewing().language);
  const subjectOptions = subjects.map((suit) => <option key={suit} value={`suit:${suit}`}>{words(`suit_${suit}`)}</option>);
  const topicOptions = topics.map(({ key, name }) => <option key={key} value={`topic:${key}`}>{name}</option>);
  const isMixed = subjects.length > 0 && topics.length > 0;
  return (
    <label>
      {t('form_about')}
      <select name="about" defaultValue={asked.about ?? ''}>
        <option value="">{t('about_any')}</option>
        {isMixed ? <optgroup label={t('about_subjects')}>{subjectOptions}</optgroup> : subjectOptions}
        {isMixed ? <optgroup label={t('about_topics')}>{topicOptions}</optgroup> : topicOptions}
      </select>
    </label>
  );
}
