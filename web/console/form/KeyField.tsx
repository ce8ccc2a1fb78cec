import { TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { isObject, type Json, type Location } from '../json.ts';
import { useText } from '../text.tsx';
import { useField, useForm } from './draft.tsx';
import styles from './form.module.css';
import { keyOfText } from './key-of-text.ts';

/** The short name: follows the name until it is written by hand, and is fixed once the entry exists. */
export function KeyField({ at = [], from }: { at?: Location; from: Location }) {
  const t = useText();
  const { isNew, draft } = useForm();
  const key = useField([...at, 'key']);
  const name = useField(from);
  const suggestion = keyOfText(englishOf(name.value));
  const followed = useRef('');
  const typed = typeof key.value === 'string' ? key.value : '';
  const fixed = !isNew && isKept(draft.base, [...at, 'key'], typed);
  const { set } = key;
  useEffect(() => {
    const follows = !fixed && (typed === '' || typed === followed.current) && suggestion !== typed;
    if (!follows) return;
    followed.current = suggestion;
    set(suggestion === '' ? undefined : suggestion);
  });
  return (
    <TextInput
      id={key.id}
      label={t('field.key')}
      description={fixed ? undefined : t('key_hint')}
      required={!fixed}
      withAsterisk={!fixed}
      readOnly={fixed}
      {...(fixed ? { classNames: { input: styles.fixed ?? '' } } : {})}
      error={key.problem}
      maxLength={48}
      autoComplete="off"
      spellCheck={false}
      value={typed}
      onChange={(event) => set(event.currentTarget.value === '' ? undefined : event.currentTarget.value.trim())}
    />
  );
}

function englishOf(value: Json): string {
  const text = isObject(value) ? (value['en'] ?? '') : value;
  return typeof text === 'string' ? text : '';
}

/** Parts of an entry, such as a product's plans, are known by their keys too; those that were saved stay. */
function isKept(base: Json, at: Location, key: string): boolean {
  if (at.length === 1) return true;
  const list = isObject(base) ? base[String(at[0])] : undefined;
  return Array.isArray(list) && list.some((part: Json) => isObject(part) && part['key'] === key && key !== '');
}
