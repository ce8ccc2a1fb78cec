import { fieldPath, isObject, type Json, type JsonChange } from '../json.ts';
import { useText, useWord } from '../text.tsx';
import { useFieldLabel } from '../form/ErrorSummary.tsx';
import styles from './Difference.module.css';

/** Changes as a table: the field in words, how it was, how it is. */
export function Difference({ changes }: { changes: readonly JsonChange[] }) {
  const t = useText();
  const labelOf = useFieldLabel();
  const describe = useValueWords();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className={styles.hidden}>{t('history_field')}</span>
            </th>
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ location, before, after }) => (
            <tr key={fieldPath(location)}>
              <th scope="row">{labelOf(fieldPath(location))}</th>
              <td>
                <del>{describe(location, before)}</del>
              </td>
              <td>
                <ins>{describe(location, after)}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Which names of values a field's words are listed under. */
const wordsOf: Readonly<Record<string, string>> = {
  kind: 'kind', suits: 'suit', everyoneFor: 'suit', audience: 'audience', app: 'app', level: 'level', platform: 'platform', naming: 'naming', state: 'state', intake: 'intake',
  languages: 'language', acceptance: 'hours', answering: 'hours', emergency: 'hours',
};

/** A value in words: known values by their names, lists joined, texts of several languages one a line. */
function useValueWords(): (location: JsonChange['location'], value: Json) => string {
  const t = useText();
  const word = useWord();
  const describe = (name: string, value: Json): string => {
    if (value === undefined || value === null || value === '') return t('nothing');
    if (typeof value === 'boolean') return value ? '✓' : '✗';
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string') return word(`${wordsOf[name] ?? ''}.${value}`) ?? (name === 'kind' ? (word(`entry.${value}`) ?? word(`reading.${value}`) ?? word(`plan.${value}`)) : undefined) ?? value;
    if (Array.isArray(value)) return value.length === 0 ? t('nothing') : value.map((entry: Json) => describe(name, entry)).join(value.every((entry: Json) => typeof entry === 'string') ? ', ' : '\n');
    if (!isObject(value)) return '';
    return Object.entries(value).map(([field, inner]) => `${word(`field.${field}`) ?? word(`weekday.${field}`) ?? word(`language.${field}`) ?? field}: ${describe(field, inner)}`).join('\n');
  };
  return (location, value) => describe(String(location.findLast((part) => typeof part === 'string') ?? ''), value);
}
