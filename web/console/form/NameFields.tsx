import { useText } from '../text.tsx';
import { KeyField } from './KeyField.tsx';
import { LocalizedField } from './LocalizedField.tsx';

/** How an entry is called, and its key, which follows from the name. */
export function NameFields() {
  const t = useText();
  return (
    <>
      <LocalizedField at={['name']} label={t('field.name')} required />
      <KeyField from={['name']} />
    </>
  );
}
