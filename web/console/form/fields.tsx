import { Checkbox, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import type { SectionName } from '../../../common/contract/centre.ts';
import type { Json, Location } from '../json.ts';
import { useText } from '../text.tsx';
import { useField, useForm } from './draft.tsx';
import styles from './form.module.css';

export type FieldProps = { at: Location; label: string; hint?: string | undefined; required?: boolean };

const asText = (value: Json): string => (typeof value === 'string' ? value : '');
const asTexts = (value: Json): string[] => (Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []);

/** A line of text that is the same in every language. An empty one is left out. */
export function TextField({ at, label, hint, required = false, ...rest }: FieldProps & { type?: 'text' | 'email' | 'tel' | 'url' | 'date'; placeholder?: string; maxLength?: number; disabled?: boolean; className?: string }) {
  const { value, set, problem, id } = useField(at);
  return (
    <TextInput
      {...rest}
      id={id}
      label={label}
      description={hint}
      required={required}
      withAsterisk={required}
      error={problem}
      value={asText(value)}
      // The server says what is wrong in the reader's words; the browser's own bubbles would speak another language.
      formNoValidate
      onChange={(event) => set(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  );
}

/** A whole number; anything else is sent as it was typed, so that the refusal names it. */
export function NumberField({ at, label, hint, placeholder, className }: FieldProps & { placeholder?: string; className?: string | undefined }) {
  const { value, set, problem, id } = useField(at);
  return (
    <TextInput
      id={id}
      className={className ?? styles.number}
      label={label}
      description={hint}
      placeholder={placeholder}
      error={problem}
      inputMode="numeric"
      autoComplete="off"
      maxLength={12}
      value={typeof value === 'number' ? String(value) : asText(value)}
      onChange={(event) => {
        const typed = event.currentTarget.value.trim();
        set(typed === '' ? undefined : /^\d{1,9}$/.test(typed) ? Number(typed) : typed);
      }}
    />
  );
}

export type Option = { value: string; label: string };

/** One of several; `none` is what leaving it out means, `usual` the one that it is when it is left out and can be written out as well. */
export function ChoiceField({ at, label, hint, options, none, usual = '', required = false }: FieldProps & { options: readonly Option[]; none?: string; usual?: string }) {
  const { value, set, problem, id } = useField(at);
  const chosen = asText(value) || usual;
  const lost = chosen !== '' && !options.some((option) => option.value === chosen) ? [{ value: chosen, label: chosen }] : [];
  return (
    <NativeSelect
      id={id}
      label={label}
      description={hint}
      required={required}
      withAsterisk={required}
      error={problem}
      value={chosen}
      data={[...(none === undefined ? [] : [{ value: '', label: none }]), ...options, ...lost]}
      onChange={(event) => set(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  );
}

/** One entry of another section. */
export function ReferenceField({ section, none, ...field }: FieldProps & { section: SectionName; none: string }) {
  const { choices } = useForm();
  return <ChoiceField {...field} none={none} options={(choices[section] ?? []).map(({ key, name }) => ({ value: key, label: name }))} />;
}

/** Any number of several; none at all leaves the field out. */
export function ChoicesField({ at, label, hint, options }: FieldProps & { options: readonly Option[] }) {
  const { value, set, problem, id } = useField(at);
  const chosen = asTexts(value);
  return (
    <Checkbox.Group
      id={id}
      label={label}
      description={hint}
      error={problem}
      value={chosen}
      onChange={(next) => set(next.length === 0 ? undefined : options.map((option) => option.value).filter((option) => next.includes(option)))}
    >
      <div className={styles.choices}>
        {options.map((option) => (
          <Checkbox key={option.value} value={option.value} label={option.label} size="xs" />
        ))}
      </div>
    </Checkbox.Group>
  );
}

/** Any number of another section's entries. */
export function ReferencesField({ section, ...field }: FieldProps & { section: SectionName }) {
  const t = useText();
  const { choices } = useForm();
  const options = (choices[section] ?? []).map(({ key, name }) => ({ value: key, label: name }));
  if (options.length > 0) return <ChoicesField {...field} options={options} />;
  return (
    <div>
      <p className={styles.label}>{field.label}</p>
      <p className={styles.hint}>{t('no_entries_to_choose', { section: t(`section.${section}`) })}</p>
    </div>
  );
}

/** Yes or no; no leaves the field out. */
export function SwitchField({ at, label, hint }: FieldProps) {
  const { value, set, problem, id } = useField(at);
  return <Switch id={id} label={label} description={hint} error={problem} checked={value === true} onChange={(event) => set(event.currentTarget.checked ? true : undefined)} />;
}

/** Short texts, one a line. */
export function LinesField({ at, label, hint, placeholder }: FieldProps & { placeholder?: string }) {
  const { value, set, problem, id } = useField(at);
  const lines = asTexts(value);
  const { draft } = useForm();
  const inner = [...draft.problems].find(([path]) => path.startsWith(`${id.slice('field-'.length)}[`))?.[1];
  return (
    <Textarea
      id={id}
      label={label}
      description={hint}
      placeholder={placeholder}
      error={problem ?? inner}
      autosize
      minRows={2}
      maxRows={10}
      value={lines.join('\n')}
      onChange={(event) => {
        const next = event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n');
        set(next.length === 0 ? undefined : next);
      }}
      onBlur={() => {
        const kept = lines.map((line) => line.trim()).filter((line) => line !== '');
        set(kept.length === 0 ? undefined : kept);
      }}
    />
  );
}
