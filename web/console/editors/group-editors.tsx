import { Card } from '../form/Card.tsx';
import { ReferenceField } from '../form/fields.tsx';
import { LocalizedField } from '../form/LocalizedField.tsx';
import { NameFields } from '../form/NameFields.tsx';
import { NotesCard } from '../form/NotesCard.tsx';
import { useText } from '../text.tsx';

export { FleetEditor } from './fleet/FleetEditor.tsx';

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
