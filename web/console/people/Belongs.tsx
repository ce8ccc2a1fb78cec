import { Link } from 'react-router';
import { Mark } from '../PageHead.tsx';
import { useText } from '../text.tsx';
import type { PersonData } from './person-data.ts';
import { usePeopleText } from './use-people-text.ts';
import styles from '../records/records.module.css';

/** The organisations that a person belongs to, and the way to what they are entitled to; `person` is left out for who may not see that. */
export function Belongs({ memberships, person }: { memberships: NonNullable<PersonData['memberships']>; person: string | undefined }) {
  const t = useText();
  const words = usePeopleText();
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{t('organisations')}</h2>
        {person !== undefined && <Link to={`/console/entitlements?person=${person}`}>{t('entitlements')}</Link>}
      </div>
      {memberships.length === 0 ? (
        <p className={styles.detail}>{words('organisations_none')}</p>
      ) : (
        <ul className={styles.list}>
          {memberships.map((membership) => (
            <li key={membership.id} className={styles.row}>
              <Link className={styles.name ?? ''} to={`/console/organisations/${membership.organisation}`}>{membership.organisationName}</Link>
              <span className={styles.detail}>{[membership.departmentName, membership.title].filter((part) => part !== undefined && part !== '').join(' · ')}</span>
              {membership.until !== undefined && <Mark tone="plain">{words('member_until', { day: membership.until })}</Mark>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
