import type { CentreDifference, FleetEffect, SectionDifference } from '../../../common/contract/centre-operations.ts';
import { removedFleetMinutes } from '../../../common/contract/moderation.ts';
import { useFieldLabel } from '../form/ErrorSummary.tsx';
import { Mark } from '../PageHead.tsx';
import { useText } from '../text.tsx';
import styles from './files.module.css';

/** What a file would change, section by section. */
export function DifferenceOfFile({ difference }: { difference: CentreDifference }) {
  const t = useText();
  const labelOf = useFieldLabel();
  const { settings, example, sections, fleets, changes } = difference;
  const touched = sections.filter(({ added, changed, removed, moved }) => added.length + changed.length + removed.length + moved.length > 0);
  return (
    <div className={styles.difference}>
      {example !== null && changes > 0 && <p className={styles.example}>{t(example.effect === 'replaced' ? 'file_example_replaced' : 'file_example_kept')}</p>}
      {changes === 0 && <p>{t(example === null ? 'file_no_change' : 'file_no_change_example')}</p>}
      {(settings.state === 'changed' || settings.state === 'added') && (
        <section>
          <h3>{t('section.settings')}</h3>
          <ul>
            <li>
              <Mark tone="info">{t(settings.state === 'added' ? 'file_added' : 'file_changed')}</Mark>
              <span>{settings.fields.map(labelOf).join(', ')}</span>
            </li>
          </ul>
        </section>
      )}
      {touched.map((section) => (
        <SectionChanges key={section.section} changes={section} />
      ))}
      {fleets.length > 0 && <GroupEffects fleets={fleets} />}
    </div>
  );
}

/** What becomes of groups and of who is in them, said with numbers before it is done. */
function GroupEffects({ fleets }: { fleets: readonly FleetEffect[] }) {
  const t = useText();
  return (
    <section>
      <h3>{t('file_groups')}</h3>
      <ul>
        {fleets.flatMap(({ fleet, name, ends }) => ends.map((group) => (
          <li key={`ends ${fleet} ${group.key}`}>
            <Mark tone="bad">− {t('file_dissolved')}</Mark>
            <span>{t('file_group_ends', { fleet: name, group: group.name, count: group.seats })}</span>
          </li>
        )))}
        {fleets.flatMap(({ fleet, name, reopens }) => reopens.map((group) => (
          <li key={`reopens ${fleet} ${group.key}`}>
            <Mark tone="good">+ {t('file_reopened')}</Mark>
            <span>{t(`file_group_reopens_${group.from}`, { fleet: name, group: group.name, count: group.seats })}</span>
          </li>
        )))}
        {fleets.map(({ fleet, name, removed }) => removed !== undefined && (
          <li key={`removed ${fleet}`}>
            <Mark tone="bad">− {t('file_removed')}</Mark>
            <span>{t('file_fleet_goes', { fleet: name, groups: removed.groups, count: removed.seats, applications: removed.applications, minutes: removedFleetMinutes })}</span>
          </li>
        ))}
        {fleets.flatMap(({ fleet, name, rests }) => rests.map((group) => (
          <li key={`rests ${fleet} ${group.key}`}>
            <Mark>{t(`state.${group.from}`)}</Mark>
            <span>{t(`file_group_rests_${group.from}`, { fleet: name, group: group.name })}</span>
          </li>
        )))}
        {fleets.flatMap(({ fleet, name, kept }) => kept.map((group) => (
          <li key={`kept ${fleet} ${group.key}`}>
            <Mark>{t('file_kept')}</Mark>
            <span>{t('file_group_kept', { fleet: name, group: group.name, count: group.seats })}</span>
          </li>
        )))}
      </ul>
    </section>
  );
}

function SectionChanges({ changes }: { changes: SectionDifference }) {
  const t = useText();
  const labelOf = useFieldLabel();
  return (
    <section>
      <h3>
        {t(`section.${changes.section}`)} <small>{t('file_unchanged', { count: changes.unchanged })}</small>
      </h3>
      <ul>
        {changes.added.map(({ key, name }) => (
          <li key={`added ${key}`}>
            <Mark tone="good">+ {t('file_added')}</Mark>
            <span>{name}</span>
          </li>
        ))}
        {changes.changed.map(({ key, name, fields }) => (
          <li key={`changed ${key}`}>
            <Mark tone="info">~ {t('file_changed')}</Mark>
            <span>
              {name} <small>{t('file_fields', { fields: fields.map(labelOf).join(', ') })}</small>
            </span>
          </li>
        ))}
        {changes.removed.map(({ key, name }) => (
          <li key={`removed ${key}`}>
            <Mark tone="bad">− {t('file_removed')}</Mark>
            <span>{name}</span>
          </li>
        ))}
        {changes.moved.map(({ key, name }) => (
          <li key={`moved ${key}`}>
            <Mark>↕ {t('file_moved')}</Mark>
            <span>{name}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
