import { NativeSelect, TextInput } from '@mantine/core';
import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { useText } from '../text.tsx';
import styles from './searchable-choice.module.css';

export type Choice = { value: string; label: string };
type Props = {
  label: string;
  /** The label is for screen readers only. */
  bare?: boolean;
  description?: string | undefined;
  /** What is sent with a form. */
  name?: string;
  data: readonly Choice[];
  /** What is chosen at first. */
  start?: string | undefined;
  error?: string | undefined;
  /** It has the focus when its dialog opens. */
  first?: boolean;
  choose?(value: string): void;
};

/** More than these are searched by typing; a phone shows fewer best by itself. */
const few = 12;
/** So many are offered at once. */
const offered = 40;

/** A choice among few or many: a menu, or a field in which one types a part of the name. */
export function SearchableChoice(props: Props) {
  return props.data.length <= few ? <Menu {...props} /> : <Search {...props} />;
}

const autofocus = (wanted = false) => (wanted ? { 'data-autofocus': true } : {});

function Menu({ label, bare = false, description, name, data, start, error, first, choose }: Props) {
  return (
    <NativeSelect
      {...(bare ? { 'aria-label': label } : { label })} {...autofocus(first)} {...(name === undefined ? {} : { name })}
      description={description} data={[...data]} defaultValue={start} error={error} onChange={(event) => choose?.(event.currentTarget.value)}
    />
  );
}

function Search({ label, bare = false, description, name, data, start, error, first, choose }: Props) {
  const t = useText();
  const field = useRef<HTMLDivElement>(null);
  const [value, setValue] = useState(start ?? data[0]?.value ?? '');
  /** Undefined while nothing is being looked for. */
  const [typed, setTyped] = useState<string>();
  const matches = typed === undefined ? [] : matching(data, typed);
  const shown = matches.slice(0, offered);
  const steps = () => [...(field.current?.querySelectorAll<HTMLElement>('input[type=text], li button') ?? [])];
  const take = (chosen: string) => {
    steps()[0]?.focus();
    setValue(chosen);
    setTyped(undefined);
    choose?.(chosen);
  };
  const walk = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isField = event.target instanceof HTMLInputElement;
    if (event.key === 'Escape' && typed !== undefined) {
      steps()[0]?.focus();
      setTyped(undefined);
    } else if (event.key === 'Enter' && isField && typed !== undefined) {
      const [best] = shown;
      if (best !== undefined) take(best.value);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (typed === undefined) setTyped('');
      else steps()[steps().findIndex((step) => step === event.target) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    } else return;
    event.preventDefault();
  };
  const leave = (event: FocusEvent) => {
    if (field.current?.contains(event.relatedTarget) !== true) setTyped(undefined);
  };
  return (
    <div ref={field} className={styles.field}>
      <TextInput
        {...(bare ? { 'aria-label': label } : { label })} {...autofocus(first)} description={description} error={error} autoComplete="off" spellCheck={false} maxLength={100} placeholder={t('choice_search')}
        value={typed ?? data.find((one) => one.value === value)?.label ?? ''} onClick={() => setTyped(typed ?? '')} onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={walk} onBlur={leave}
      />
      {name !== undefined && <input type="hidden" name={name} value={value} />}
      <output className={styles.hidden}>{typed === undefined ? '' : t('choice_found', { count: matches.length })}</output>
      {typed !== undefined && (
        <ul aria-label={label} className={styles.list}>
          {shown.map((one) => (
            <li key={one.value}><button type="button" aria-current={one.value === value ? 'true' : undefined} onMouseDown={(event) => event.preventDefault()} onClick={() => take(one.value)} onKeyDown={walk} onBlur={leave}>{one.label}</button></li>
          ))}
          {shown.length === 0 && <li className={styles.note}>{t('choice_none')}</li>}
          {matches.length > shown.length && <li className={styles.note}>{t('choice_more', { count: matches.length - shown.length })}</li>}
        </ul>
      )}
    </div>
  );
}

/** Those in which every word that was typed occurs, in the order in which they came. */
export function matching(data: readonly Choice[], typed: string): readonly Choice[] {
  const words = typed.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return data.filter(({ label, value }) => words.every((word) => label.toLowerCase().includes(word) || value.toLowerCase().includes(word)));
}
