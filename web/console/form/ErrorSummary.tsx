import { useEffect, useRef } from 'react';
import type { Problem } from '../../../common/contract/problem.ts';
import { useText, useWord } from '../text.tsx';
import { fieldId } from './draft.tsx';
import styles from './form.module.css';

/** What keeps the form from being saved, with a way to each field; read out and focused when it appears. */
export function ErrorSummary({ problem, problems }: { problem: Problem | null; problems: ReadonlyMap<string, string> }) {
  const t = useText();
  const labelOf = useFieldLabel();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (problem !== null) place.current?.focus();
  }, [problem]);
  if (problem === null || (problem.fields !== undefined && problems.size === 0)) return null;
  return (
    <section ref={place} className={styles.summary} tabIndex={-1} role="alert">
      <p>{problem.title}</p>
      {problems.size > 0 && (
        <ul>
          {[...problems].map(([path, message]) => (
            <li key={path}>
              <a
                href={`#${fieldId(path)}`}
                onClick={(event) => {
                  event.preventDefault();
                  focusField(path);
                }}
              >
                {t('field_summary', { label: labelOf(path), message })}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Focuses the control of a field, or of the nearest part around it that has one. */
function focusField(path: string): void {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.'), at.lastIndexOf('[')))) {
    const control = document.getElementById(fieldId(at));
    if (control !== null) {
      control.focus();
      return;
    }
  }
}

/** A path in words: `入口 1 · 网址`. */
export function useFieldLabel(): (path: string) => string {
  const word = useWord();
  return (path) =>
    path
      .split('.')
      .map((part) => {
        const [, name = part, number] = /^([^[]*)\[(\d+)\]$/.exec(part) ?? [];
        const label = word(`field.${name}`) ?? word(`weekday.${name}`) ?? word(`language.${name}`) ?? name;
        return number === undefined ? label : `${label} ${number}`;
      })
      .join(' · ');
}
