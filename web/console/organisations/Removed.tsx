import { Button } from '@mantine/core';
import type { RemovedOfOrganisation } from '../../../common/contract/organisations.ts';
import { Mark } from '../PageHead.tsx';
import { useDeeds } from './use-deeds.ts';
import { useOrganisationsText } from './use-text.ts';
import styles from '../records/records.module.css';
import { useAbout } from '../text.tsx';

type Item = Omit<RemovedOfOrganisation['items'][number], 'removedAt'> & { when: { words: string; exact: string } };

/** What was taken out of an organisation, with the way to bring it back. Nothing is shown where nothing was. */
export function Removed({ items }: { items: readonly Item[] }) {
  const about = useAbout();
  const words = useOrganisationsText();
  const { send, busy } = useDeeds();
  if (items.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="removed">
      <div className={styles.sectionHead}>
        <h2 id="removed">{words('removed')}</h2>
        <p>{words('removed_hint')}</p>
      </div>
      <ul className={styles.list}>
        {items.map(({ kind, id, name, when }) => (
          <li key={id} className={styles.row}>
            <span className={styles.typed}>{name}</span>
            <Mark>{words(`removed_${kind}`)}</Mark>
            <time className={styles.detail} title={when.exact}>{when.words}</time>
            <span className={styles.buttons}>
              <Button size="compact-xs" variant="default" disabled={busy} aria-label={about(words('bring_back'), name)} onClick={() => send({ intent: `restore-${kind}`, [kind]: id })}>{words('bring_back')}</Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
