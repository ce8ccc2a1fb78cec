import { NativeSelect } from '@mantine/core';
import { useField } from '../../form/draft.tsx';
import type { FieldProps } from '../../form/fields.tsx';
import { usePolicyText } from './policy-text.ts';

/** Yes, no, or left out; `none` says what leaving it out means. */
export function YesNoField({ at, label, hint, none }: FieldProps & { none: string }) {
  const words = usePolicyText();
  const { value, set, problem, id } = useField(at);
  return (
    <NativeSelect
      id={id}
      label={label}
      description={hint}
      error={problem}
      value={value === true ? 'yes' : value === false ? 'no' : ''}
      data={[{ value: '', label: none }, { value: 'yes', label: words('yes') }, { value: 'no', label: words('no') }]}
      onChange={(event) => set(event.currentTarget.value === '' ? undefined : event.currentTarget.value === 'yes')}
    />
  );
}
