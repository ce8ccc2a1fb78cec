import type { Product, Reading, ScopeEntry } from '../../../common/contract/centre.ts';
import { Card, Row } from '../form/Card.tsx';
import { EntriesField } from '../form/EntriesField.tsx';
import { ChoiceField, LinesField, ReferenceField, SwitchField, TextField } from '../form/fields.tsx';
import { KeyField } from '../form/KeyField.tsx';
import { ListField } from '../form/ListField.tsx';
import { LocalizedField } from '../form/LocalizedField.tsx';
import { NameFields } from '../form/NameFields.tsx';
import { NotesCard } from '../form/NotesCard.tsx';
import { keysOf } from '../form/options.ts';
import { useText } from '../text.tsx';

type PlanKind = NonNullable<Product['plans']>[number]['kind'];
const planKinds = keysOf<PlanKind>({ paid: true, free: true, sponsor: true });
const levels = keysOf<ScopeEntry['level']>({ included_human: true, document: true, on_demand: true, not_covered: true });
const readingKinds = keysOf<Reading['kind']>({ before_you_ask: true, before_you_join: true, after_you_join: true, conduct: true, guide: true });

/** A product and its plans. */
export function ProductEditor() {
  const t = useText();
  return (
    <>
      <Card title={t('part_basic')}>
        <LocalizedField at={['name']} label={t('field.name')} required />
        <Row>
          <TextField at={['url']} label={t('field.url')} type="url" placeholder="https://" />
          <KeyField from={['name']} />
        </Row>
        <LocalizedField at={['description']} label={t('field.description')} lines={2} />
      </Card>
      <Card title={t('field.plans')}>
        <ListField at={['plans']} label={t('field.plans')} quiet hint={t('plans_hint')} addLabel={t('plan_add')} most={20} blank={() => ({ kind: 'paid' })} itemLabel={(_item, index) => t('plan_item', { number: index + 1 })}>
          {(at) => (
            <>
              <LocalizedField at={[...at, 'name']} label={t('field.name')} required />
              <Row>
                <ChoiceField at={[...at, 'kind']} label={t('field.kind')} required options={planKinds.map((value) => ({ value, label: t(`plan.${value}`) }))} />
                <KeyField at={at} from={[...at, 'name']} />
              </Row>
              <LocalizedField at={[...at, 'note']} label={t('field.note')} lines={2} />
            </>
          )}
        </ListField>
      </Card>
    </>
  );
}

/** What support covers. */
export function ScopeEditor() {
  const t = useText();
  return (
    <Card title={t('part_basic')}>
      <LocalizedField at={['topic']} label={t('field.topic')} hint={t('scope_topic_hint')} required />
      <Row>
        <ChoiceField at={['level']} label={t('field.level')} hint={t('scope_level_hint')} required options={levels.map((value) => ({ value, label: t(`level.${value}`) }))} />
        <ReferenceField at={['product']} section="products" label={t('field.product')} hint={t('scope_product_hint')} none={t('all_of_them')} />
      </Row>
      <KeyField from={['topic']} />
      <LocalizedField at={['note']} label={t('field.note')} lines={2} />
    </Card>
  );
}

/** A paid service that is bought one time. */
export function ServiceEditor() {
  const t = useText();
  return (
    <>
      <Card title={t('part_basic')}>
        <NameFields />
        <LocalizedField at={['description']} label={t('field.description')} lines={3} />
      </Card>
      <Card title={t('field.purchase')}>
        <ListField at={['purchase']} quiet label={t('field.purchase')} addLabel={t('purchase_add')} most={20} blank={() => ({})} itemLabel={(_item, index) => t('purchase_item', { number: index + 1 })}>
          {(at) => (
            <>
              <LocalizedField at={[...at, 'where']} label={t('field.where')} required />
              <LocalizedField at={[...at, 'how']} label={t('field.how')} lines={2} required />
              <EntriesField at={[...at, 'entries']} most={4} />
            </>
          )}
        </ListField>
      </Card>
      <NotesCard />
    </>
  );
}

/** What to know before asking, joining or speaking. */
export function ReadingEditor() {
  const t = useText();
  return (
    <Card title={t('part_content')}>
      <LocalizedField at={['title']} label={t('field.title')} required />
      <Row>
        <ChoiceField at={['kind']} label={t('field.kind')} required options={readingKinds.map((value) => ({ value, label: t(`reading.${value}`) }))} />
        <KeyField from={['title']} />
      </Row>
      <LocalizedField at={['body']} label={t('field.body')} lines={10} markdown />
      <TextField at={['url']} label={t('field.url')} hint={t('reading_url_hint')} type="url" placeholder="https://" />
      <SwitchField at={['confirm']} label={t('field.confirm')} hint={t('reading_confirm_hint')} />
    </Card>
  );
}

/** A question and its answer. */
export function QuestionEditor() {
  const t = useText();
  return (
    <Card title={t('part_content')}>
      <LocalizedField at={['question']} label={t('field.question')} required />
      <LocalizedField at={['answer']} label={t('field.answer')} lines={6} markdown required />
      <Row>
        <ReferenceField at={['product']} section="products" label={t('field.product')} none={t('all_of_them')} />
        <KeyField from={['question']} />
      </Row>
    </Card>
  );
}

/** How to tell the real centre from frauds. */
export function SafetyNoteEditor() {
  const t = useText();
  return (
    <Card title={t('part_content')}>
      <LocalizedField at={['text']} label={t('field.text')} lines={3} required />
      <LinesField at={['domains']} label={t('field.domains')} hint={t('domains_hint')} placeholder="example.com" />
      <KeyField from={['text']} />
    </Card>
  );
}

/** Whom to turn to in the end. */
export function ContactEditor() {
  const t = useText();
  return (
    <>
      <Card title={t('part_basic')}>
        <NameFields />
        <LocalizedField at={['role']} label={t('field.role')} />
        <LocalizedField at={['when']} label={t('field.when')} lines={2} required />
      </Card>
      <Card title={t('part_entries')}>
        <EntriesField at={['entries']} most={6} quiet />
        <LocalizedField at={['note']} label={t('field.note')} lines={2} />
      </Card>
    </>
  );
}
