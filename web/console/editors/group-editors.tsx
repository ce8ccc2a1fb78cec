import type { Fleet, GroupEntry, Intake } from '../../../common/contract/fleet.ts';
import { lastPlace, termName } from '../../../common/solar-terms.ts';
import { Card, Row } from '../form/Card.tsx';
import { DocumentsField } from '../form/DocumentsField.tsx';
import { useField } from '../form/draft.tsx';
import { ChoiceField, ChoicesField, NumberField, ReferenceField, ReferencesField, TextField } from '../form/fields.tsx';
import { KeyField } from '../form/KeyField.tsx';
import { LinesOfText } from '../form/LinesOfText.tsx';
import { ListField } from '../form/ListField.tsx';
import { LocalizedField } from '../form/LocalizedField.tsx';
import { NameFields } from '../form/NameFields.tsx';
import { NotesCard } from '../form/NotesCard.tsx';
import { appOptions, audienceOptions, keysOf } from '../form/options.ts';
import type { Location } from '../json.ts';
import { useLocale, useText } from '../text.tsx';

const platforms = keysOf<Fleet['platform']>({ web: true, manual: true });
const namings = keysOf<NonNullable<Fleet['naming']>>({ solar_terms: true, numbers: true, list: true });
const states = keysOf<NonNullable<GroupEntry['state']>>({ preparing: true, active: true, archived: true, dissolved: true });
const intakes = keysOf<Intake>({ open: true, diverting: true, frozen: true, closed: true });

/** What people talk about. */
export function TopicEditor() {
  const t = useText();
  return (
    <>
      <Card title={t('part_basic')}>
        <NameFields />
        <LocalizedField at={['description']} label={t('field.description')} lines={2} />
      </Card>
      <Card title={t('part_rules')}>
        <LocalizedField at={['rules']} label={t('field.rules')} hint={t('topic_rules_hint')} lines={4} markdown />
        <ReferenceField at={['offTopicTo']} section="topics" label={t('field.offTopicTo')} none={t('off_topic_none')} />
      </Card>
      <NotesCard />
    </>
  );
}

/** The line of groups for one topic on one platform. */
export function FleetEditor() {
  const t = useText();
  return (
    <>
      <Card title={t('part_basic')}>
        <Row>
          <ReferenceField at={['topic']} section="topics" label={t('section.topics')} none="–" required />
          <KeyField from={['name']} />
        </Row>
        <LocalizedField at={['name']} label={t('field.name')} hint={t('fleet_name_hint')} />
        <Row>
          <ChoiceField at={['app']} label={t('field.app')} options={appOptions(t)} required />
          <ChoiceField at={['platform']} label={t('field.platform')} options={platforms.map((value) => ({ value, label: t(`platform.${value}`) }))} required />
        </Row>
        <ChoicesField at={['audience']} label={t('field.audience')} hint={t('audience_hint')} options={audienceOptions(t)} />
      </Card>
      <Card title={t('part_groups')}>
        <ListField at={['groups']} quiet label={t('field.groups')} addLabel={t('group_add')} most={240} blank={() => ({})} itemLabel={(_item, index) => t('group_item', { number: index + 1 })}>
          {(at) => <GroupFields at={at} />}
        </ListField>
      </Card>
      <Card title={t('part_joining')}>
        <LinesOfText at={['howToJoin']} label={t('field.howToJoin')} most={10} addLabel={t('step_add')} />
        <LinesOfText at={['asks']} label={t('field.asks')} most={10} />
        <LinesOfText at={['conditions']} label={t('field.conditions')} most={10} />
        <ReferencesField at={['readings']} section="readings" label={t('field.readings')} />
      </Card>
      <Card title={t('part_size')}>
        <Row>
          <NumberField at={['target']} label={t('field.target')} hint={t('target_hint')} placeholder="500" />
          <NumberField at={['platformLimit']} label={t('field.platformLimit')} hint={t('platform_limit_hint')} />
        </Row>
        <Row>
          <NumberField at={['divertAt']} label={t('field.divertAt')} hint={t('divert_hint')} placeholder="60" />
          <NumberField at={['freezeAt']} label={t('field.freezeAt')} hint={t('freeze_hint')} placeholder="80" />
        </Row>
        <ChoiceField at={['naming']} label={t('field.naming')} none={t('naming_default')} options={namings.filter((value) => value !== 'solar_terms').map((value) => ({ value, label: t(`naming.${value}`) }))} />
      </Card>
      <NotesCard />
    </>
  );
}

/** One room of a fleet. */
function GroupFields({ at }: { at: Location }) {
  const t = useText();
  return (
    <>
      <LocalizedField at={[...at, 'name']} label={t('field.name')} required />
      <Row>
        <TermField at={[...at, 'term']} />
        <KeyField at={at} from={[...at, 'name']} />
      </Row>
      <Row>
        <ChoiceField at={[...at, 'intake']} label={t('field.intake')} none={t('intake_default')} options={intakes.filter((value) => value !== 'open').map((value) => ({ value, label: t(`intake.${value}`) }))} />
        <ChoiceField at={[...at, 'state']} label={t('field.state')} none={t('state_default')} options={states.filter((value) => value !== 'active').map((value) => ({ value, label: t(`state.${value}`) }))} />
      </Row>
      <Row>
        <TextField at={[...at, 'number']} label={t('field.number')} maxLength={20} />
        <TextField at={[...at, 'handle']} label={t('field.handle')} maxLength={64} />
        <TextField at={[...at, 'link']} label={t('field.link')} type="url" placeholder="https://" />
      </Row>
      <LocalizedField at={[...at, 'note']} label={t('field.note')} />
      <LinesOfText at={[...at, 'conditions']} label={t('field.conditions')} most={10} />
      <DocumentsField at={[...at, 'documents']} />
    </>
  );
}

/** The place of a group in the line of solar terms, with the name that it gives. */
function TermField({ at }: { at: Location }) {
  const t = useText();
  const { language } = useLocale();
  const { value } = useField(at);
  const name = typeof value === 'number' && value >= 1 && value <= lastPlace ? termName(value, language) : t('term_none');
  return <NumberField at={at} label={t('field.term')} hint={name} placeholder="1" />;
}
