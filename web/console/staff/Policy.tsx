import { Switch } from '@mantine/core';
import { Link } from 'react-router';
import { useDeeds } from '../people/use-deeds.ts';
import { usePeopleText } from '../people/use-people-text.ts';
import type { StaffData } from './staff-data.ts';
import styles from '../records/records.module.css';

/** What the centre asks of its staff; who would shut their own roles down is told before. */
export function Policy({ policy, mayDecide }: { policy: NonNullable<StaffData['policy']>; mayDecide: boolean }) {
  const words = usePeopleText();
  const { send, busy } = useDeeds();
  const { secondFactorRequired, own, revision } = policy;
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}><h2>{words('policy')}</h2></div>
      {mayDecide && !own && !secondFactorRequired && (
        <p className={styles.note} data-tone="soon">
          {words('policy_warning')} <Link to="/account/security" reloadDocument>{words('policy_security')}</Link>
        </p>
      )}
      <Switch
        checked={secondFactorRequired} disabled={!mayDecide || busy} label={words('policy_second_factor')} description={words('policy_second_factor_hint')}
        onChange={(event) => send({ intent: 'policy', required: String(event.currentTarget.checked), revision: String(revision) })}
      />
    </section>
  );
}
