import { useText } from '../text.tsx';
import { Card } from './Card.tsx';
import { DocumentsField } from './DocumentsField.tsx';
import { LocalizedField } from './LocalizedField.tsx';

/** The last part of many entries: where to read on, and what else there is to say. */
export function NotesCard() {
  const t = useText();
  return (
    <Card title={t('part_notes')}>
      <DocumentsField at={['documents']} />
      <LocalizedField at={['note']} label={t('field.note')} lines={2} />
    </Card>
  );
}
