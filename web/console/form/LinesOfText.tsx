import type { Location } from '../json.ts';
import { useText } from '../text.tsx';
import { ListField } from './ListField.tsx';
import { LocalizedField } from './LocalizedField.tsx';

/** Several short texts, each in the centre's languages: steps, conditions, questions to applicants. */
export function LinesOfText({ at, label, hint, most, addLabel }: { at: Location; label: string; hint?: string; most: number; addLabel?: string }) {
  const t = useText();
  return (
    <ListField at={at} label={label} {...(hint === undefined ? {} : { hint })} most={most} addLabel={addLabel ?? t('line_add')} blank={() => ''} itemLabel={(_item, index) => t('line_item', { number: index + 1 })}>
      {(place) => <LocalizedField at={place} label={label} required />}
    </ListField>
  );
}
