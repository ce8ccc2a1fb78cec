import { Link } from 'react-router';
import type { UpkeepView } from '../../../common/contract/upkeep.ts';
import { useLocale } from '../text.tsx';
import { describeSize } from './sizes.ts';
import { useUpkeepText } from './text.ts';
import styles from './upkeep.module.css';

/** Queues, versions and what takes up the disk. */
export function Numbers({ upkeep: { outbox, jobs, mails, webhooks, versions, storage } }: { upkeep: UpkeepView }) {
  const t = useUpkeepText();
  const { language } = useLocale();
  const size = (bytes: number) => describeSize(bytes, language);
  const { waiting, failing, parked } = outbox;
  return (
    <div className={styles.columns}>
      <section className={styles.card} aria-labelledby="upkeep-numbers">
        <h2 id="upkeep-numbers">{t('numbers')}</h2>
        <dl className={styles.facts}>
          <dt>{t('outbox')}</dt>
          <dd>{t('outbox_facts', { waiting, failing, parked })}</dd>
          <dt>{t('jobs')}</dt>
          <dd>{t('jobs_facts', jobs)}</dd>
          <dt>{t('mails')}</dt>
          <dd>
            {mails.caught > 0 ? t('mails_caught', { caught: mails.caught }) : t('mails_facts', { waiting: mails.waiting, failed: mails.failed })} <Link to={mails.failed > 0 ? '/console/notices/mail?state=failed' : '/console/notices/mail'}>{t('see_mails')}</Link>
          </dd>
          <dt>{t('webhooks')}</dt>
          <dd>
            {t('webhooks_facts', webhooks)} <Link to="/console/webhooks">{t('see_webhooks')}</Link>
          </dd>
        </dl>
        <h2>{t('versions')}</h2>
        <dl className={styles.facts}>
          <dt>{t('version_program')}</dt>
          <dd>{t('version_release', { version: versions.program, release: versions.release })}</dd>
          <dt>{t('version_node')}</dt>
          <dd>{versions.node}</dd>
          <dt>{t('version_postgres')}</dt>
          <dd>{versions.postgres}</dd>
          <dt>{t('version_migrations')}</dt>
          <dd>{t('version_migrations_facts', { count: versions.migrations, name: versions.lastMigration })}</dd>
        </dl>
      </section>
      <section className={styles.card} aria-labelledby="upkeep-storage">
        <h2 id="upkeep-storage">{t('storage')}</h2>
        <p className={styles.quiet}>
          {t('storage_database', { size: size(storage.database) })} · {t('storage_files', { count: storage.files.count, size: size(storage.files.bytes), quota: size(storage.files.quota) })}
        </p>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('storage_table')}</th>
              <th scope="col">{t('storage_rows')}</th>
              <th scope="col">{t('storage_size')}</th>
            </tr>
          </thead>
          <tbody>
            {storage.tables.map(({ name, rows, bytes }) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>{new Intl.NumberFormat(language).format(rows)}</td>
                <td>{size(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
