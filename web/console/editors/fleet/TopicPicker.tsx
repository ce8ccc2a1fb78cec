import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import { useField, useForm } from '../../form/draft.tsx';
import { ReferenceField } from '../../form/fields.tsx';
import { keyOfText } from '../../form/key-of-text.ts';
import type { SaveResult } from '../../form/save.ts';
import { newEntryPath } from '../../sections.ts';
import { useText } from '../../text.tsx';
import { usePolicyText } from './policy-text.ts';
import formStyles from '../../form/form.module.css';

/** The topic of a fleet; one that is not there yet is added right here. */
export function TopicPicker() {
  const t = useText();
  const words = usePolicyText();
  const { choices, isNew } = useForm();
  const { value, set } = useField(['topic']);
  const fetcher = useFetcher<SaveResult>();
  const [name, setName] = useState('');
  const [adding, setAdding] = useState(isNew && (choices.topics ?? []).length === 0);
  const taken = useRef<SaveResult>(undefined);
  const { data, submit } = fetcher;
  useEffect(() => {
    if (data?.ok !== true || taken.current === data) return;
    taken.current = data;
    set(data.value['key']);
    setAdding(false);
    setName('');
  }, [data, set]);
  useKeyOfFleet(value);
  const problem = data?.ok === false ? (data.problem.fields?.[0]?.message ?? data.problem.title) : undefined;
  const add = () => void submit(JSON.stringify({ value: { key: freeKey(name, (choices.topics ?? []).map(({ key }) => key)), name: name.trim() }, revision: null, idempotencyKey: crypto.randomUUID() }), { method: 'post', action: newEntryPath('topics'), encType: 'application/json' });
  if (!adding) {
    return (
      <div>
        <ReferenceField at={['topic']} section="topics" label={t('section.topics')} none="–" required />
        <Button variant="subtle" size="compact-xs" mt={4} onClick={() => setAdding(true)}>{words('topic_new')}</Button>
      </div>
    );
  }
  return (
    <div>
      <TextInput label={words('topic_new')} description={words('topic_new_hint')} value={name} maxLength={60} autoComplete="off" error={problem} onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (name.trim() !== '') add();
        }} />
      <div className={formStyles.choices}>
        <Button variant="default" size="xs" mt={6} disabled={name.trim() === ''} loading={fetcher.state !== 'idle'} onClick={add}>{words('topic_add')}</Button>
        {(choices.topics ?? []).length > 0 && <Button variant="subtle" size="xs" mt={6} onClick={() => setAdding(false)}>{words('topic_choose')}</Button>}
      </div>
    </div>
  );
}

/** A short name that no topic has: from what can be read of the name, else counted. */
function freeKey(name: string, used: readonly string[]): string {
  const wanted = keyOfText(name) === '' ? 'topic' : keyOfText(name);
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? wanted : `${wanted.slice(0, 44)}-${number}`;
    if (!used.includes(key)) return key;
  }
}

/** A new fleet goes by its topic and its program until it is given another short name. */
function useKeyOfFleet(topic: unknown): void {
  const { isNew } = useForm();
  const { value: app } = useField(['app']);
  const { value: key, set } = useField(['key']);
  const followed = useRef<string>(undefined);
  useEffect(() => {
    if (!isNew || typeof topic !== 'string' || typeof app !== 'string') return;
    const wanted = `${topic}-${app}`.slice(0, 48);
    if (key !== wanted && (key === undefined || key === '' || key === followed.current)) {
      followed.current = wanted;
      set(wanted);
    }
  });
}
