import type { HealthView } from '../../../common/contract/upkeep.ts';
import { Mark, type Tone } from '../PageHead.tsx';
import { useUpkeepText } from './text.ts';
import styles from './upkeep.module.css';

const tones: Record<HealthView['level'], Tone> = { ok: 'good', warning: 'soon', problem: 'bad' };
const order = { problem: 0, warning: 1, ok: 2 };

/** What needs somebody first, each with what to do; what is fine is one line that opens. */
export function Health({ health: { level, summary, findings, at, exact } }: { health: HealthView & { at: string; exact: string } }) {
  const t = useUpkeepText();
  const wanting = findings.filter((finding) => finding.level !== 'ok').toSorted((left, right) => order[left.level] - order[right.level]);
  const fine = findings.filter((finding) => finding.level === 'ok');
  return (
    <section className={styles.card} aria-labelledby="upkeep-health">
      <div className={styles.head}>
        <h2 id="upkeep-health">{t('health')}</h2>
        <Mark tone={tones[level]}>{summary}</Mark>
        <time title={exact}>{t('looked_at', { time: at })}</time>
      </div>
      <ul className={styles.findings}>
        {wanting.map((finding) => (
          <li key={finding.name} data-level={finding.level}>
            <p>
              <Mark tone={tones[finding.level]}>{t(`level_${finding.level}`)}</Mark> <strong>{finding.title}</strong> {finding.summary}
            </p>
            {finding.cure !== undefined && (
              <p className={styles.cure}>
                <span>{t('cure')}</span> {finding.cure}
              </p>
            )}
          </li>
        ))}
      </ul>
      <details className={styles.fine}>
        <summary>{t('all_fine', { count: fine.length })}</summary>
        <dl>
          {fine.map(({ name, title, summary: found }) => (
            <div key={name}>
              <dt>{title}</dt>
              <dd>{found}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
