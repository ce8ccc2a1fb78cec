import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { fieldPath, type Json, type Location } from '../json.ts';
import { useField, useForm } from '../form/draft.tsx';
import { useText } from '../text.tsx';
import { rangesOfText, textOfRanges } from './ranges.ts';

export function rangesIn(value: Json): string[] {
  return Array.isArray(value) ? value.filter((range) => typeof range === 'string') : [];
}

/** The ranges of a day in one line, tidied when it is left. An empty line is a closed day. */
export function RangesField({ at, label, hint, keepEmpty = false, side }: { at: Location; label: string; hint?: string; keepEmpty?: boolean; side?: ReactNode }) {
  const t = useText();
  const { draft } = useForm();
  const { value, set, problem, id } = useField(at);
  const [typing, setTyping] = useState<string | null>(null);
  const path = fieldPath(at);
  const inner = [...draft.problems].filter(([place]) => place.startsWith(`${path}[`)).map(([, message]) => message);
  return (
    <TextInput
      id={id}
      label={label}
      description={hint}
      placeholder={t('day_closed')}
      error={problem ?? (inner.length > 0 ? [...new Set(inner)].join(' ') : undefined)}
      autoComplete="off"
      maxLength={160}
      rightSection={side}
      value={typing ?? textOfRanges(rangesIn(value))}
      onChange={(event) => {
        setTyping(event.currentTarget.value);
        const ranges = rangesOfText(event.currentTarget.value);
        set(ranges.length === 0 && !keepEmpty ? undefined : ranges);
      }}
      onBlur={() => setTyping(null)}
    />
  );
}
