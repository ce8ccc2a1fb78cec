import { TextInput } from '@mantine/core';
import { useId } from 'react';
import type { Location } from '../json.ts';
import { useText } from '../text.tsx';
import { useField } from '../form/draft.tsx';

/** The zones that are offered while typing; any other IANA name can be typed. */
const common = ['Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Taipei', 'Asia/Tokyo', 'Asia/Singapore', 'Asia/Kolkata', 'Europe/London', 'Europe/Berlin', 'America/New_York', 'America/Los_Angeles', 'Australia/Sydney', 'UTC'];

export function TimeZoneField({ at, required = false, hint, placeholder }: { at: Location; required?: boolean; hint?: string; placeholder?: string }) {
  const t = useText();
  const listId = useId();
  const { value, set, problem, id } = useField(at);
  return (
    <>
      <TextInput
        id={id}
        label={t('field.timeZone')}
        description={hint}
        placeholder={placeholder ?? 'Asia/Shanghai'}
        required={required}
        withAsterisk={required}
        error={problem}
        list={listId}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => set(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      />
      <datalist id={listId}>
        {common.map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
    </>
  );
}
