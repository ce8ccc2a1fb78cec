import type { Location } from '../json.ts';
import { useText } from '../text.tsx';
import { TextField } from './fields.tsx';
import { ListField } from './ListField.tsx';
import { LocalizedField } from './LocalizedField.tsx';

/** Links to documents, with their titles. */
export function DocumentsField({ at }: { at: Location }) {
  const t = useText();
  return (
    <ListField at={at} label={t('field.documents')} most={20} addLabel={t('document_add')} blank={() => ({})} itemLabel={(_item, index) => t('document_item', { number: index + 1 })}>
      {(place) => (
        <>
          <LocalizedField at={[...place, 'title']} label={t('field.title')} required />
          <TextField at={[...place, 'url']} label={t('field.url')} type="url" placeholder="https://" required />
        </>
      )}
    </ListField>
  );
}
