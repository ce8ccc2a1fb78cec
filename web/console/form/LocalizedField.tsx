import { Textarea } from '@mantine/core';
import type { Language } from '../../../common/contract/text.ts';
import { fieldPath } from '../json.ts';
import { useText } from '../text.tsx';
import { fieldId, useField, useForm } from './draft.tsx';
import type { FieldProps } from './fields.tsx';
import { languagesShown, textIn, withText } from './localized.ts';
import styles from './form.module.css';

/**
 * A text in the centre's languages, side by side. One text without a language holds for all of them until they are told apart;
 * a language that is missing is marked and shows what its readers see instead.
 */
export function LocalizedField({ at, label, hint, required = false, lines = 1, markdown = false }: FieldProps & { lines?: number; markdown?: boolean }) {
  const t = useText();
  const { languages, draft } = useForm();
  const { value, set, problem } = useField(at);
  const path = fieldPath(at);
  const shown = languagesShown(languages, value);
  const textOf = (language: Language) => textIn(value, language);
  const filled = shown.filter((language) => textOf(language) !== '');
  const missing = filled.length === 0 ? [] : shown.filter((language) => textOf(language) === '');
  const whole = problem ?? draft.problems.get(`${path}.zh-CN`) ?? draft.problems.get(`${path}.en`);
  const write = (language: Language, text: string) => set(withText(value, shown, language, text));
  return (
    <fieldset className={styles.localized}>
      <legend className={styles.label}>
        {label}
        {required && (
          <span className={styles.required} aria-hidden="true">
            {' *'}
          </span>
        )}
        {missing.map((language) => (
          <span key={language} className={styles.missing}>
            {t('language_lacks', { language: t(`language.${language}`) })}
          </span>
        ))}
      </legend>
      <div className={styles.languages} data-count={shown.length}>
        {shown.map((language, index) => {
          const own = draft.problems.get(`${path}.${language}`) ?? (index === 0 ? problem : undefined);
          return (
            <Textarea
              key={language}
              id={index === 0 ? fieldId(path) : fieldId(`${path}.${language}`)}
              aria-label={shown.length === 1 ? label : t('label_in_language', { label, language: t(`language.${language}`) })}
              aria-required={required && index === 0}
              lang={language}
              autosize
              minRows={lines}
              maxRows={24}
              error={own ?? (whole !== undefined && whole === problem ? true : undefined)}
              leftSection={shown.length === 1 ? undefined : <span className={styles.tag}>{language === 'en' ? 'EN' : '中'}</span>}
              leftSectionProps={{ className: styles.tagPlace ?? '' }}
              placeholder={textOf(language) === '' && filled[0] !== undefined ? textOf(filled[0]).slice(0, 80) : undefined}
              value={textOf(language)}
              onChange={(event) => write(language, lines === 1 ? event.currentTarget.value.replace(/\n/g, ' ') : event.currentTarget.value)}
            />
          );
        })}
      </div>
      {(hint !== undefined || markdown) && <p className={styles.below}>{[hint, markdown ? t('markdown_hint') : undefined].filter((part) => part !== undefined).join(' ')}</p>}
    </fieldset>
  );
}
