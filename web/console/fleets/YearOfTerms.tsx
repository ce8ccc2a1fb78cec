import type { CSSProperties } from 'react';
import type { GroupStanding } from '../../../common/contract/groups.ts';
import { solarTerms } from '../../../common/solar-terms.ts';
import { useLocale } from '../text.tsx';
import { useGroupsText } from './use-text.ts';
import styles from './fleets.module.css';

/** The 24 solar terms in a row: those that the fleet has reached are lit in their hue; a second round counts on the same term. */
export function YearOfTerms({ groups }: { groups: readonly Pick<GroupStanding, 'term' | 'state'>[] }) {
  const words = useGroupsText();
  const { language } = useLocale();
  const counts = solarTerms.map((_term, index) => groups.filter(({ term, state }) => term !== undefined && (term - 1) % solarTerms.length === index && state !== 'preparing').length);
  return (
    <ol className={styles.year} aria-label={words('year')}>
      {solarTerms.map(({ key, zh, light, dark }, index) => {
        const count = counts[index] ?? 0;
        const term = language === 'zh-CN' ? zh : key.charAt(0).toUpperCase() + key.slice(1);
        const label = count === 0 ? words('term_unlit', { term }) : words('term_lit', { term, count });
        return (
          <li key={key} data-lit={count > 0} title={label} style={{ '--term-light': light.background, '--on-term-light': light.foreground, '--term-dark': dark.background, '--on-term-dark': dark.foreground } as CSSProperties}>
            <span lang="zh-CN" aria-hidden>{zh}</span>
            {count > 1 && <small aria-hidden>{count}</small>}
            <span className={styles.hidden}>{label}</span>
          </li>
        );
      })}
    </ol>
  );
}
