import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useText } from '../text.tsx';
import type { PersonData } from './person-data.ts';
import { GiveRole } from './GiveRole.tsx';
import { useRoleWords } from './RoleWords.tsx';
import { scopeValue, type Scopes } from './scopes.ts';
import { useDeeds } from './use-deeds.ts';
import { usePeopleText } from './use-people-text.ts';
import styles from '../records/records.module.css';

/** Which roles a person has, since when and by whom. */
export function PersonRoles({ person, scopes, editable }: { person: PersonData['person']; scopes: Scopes; editable: boolean }) {
  const words = usePeopleText();
  const { role } = useRoleWords(scopes);
  const { send, busy } = useDeeds();
  const [giving, setGiving] = useState(false);
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{words('roles')}</h2>
        {editable && <Button size="xs" variant="default" onClick={() => setGiving(true)}>{words('role_give')}</Button>}
      </div>
      <ul className={styles.list}>
        {person.roles.length === 0 && <li className={styles.none}>{words('roles_none')}</li>}
        {person.roles.map((held) => (
          <li key={role(held)} className={styles.row}>
            <span className={styles.typed}>{role(held)}</span>
            <span className={styles.detail} title={held.granted.exact}>
              {held.grantedBy === undefined ? words('role_at', { when: held.granted.words }) : words('role_by', { name: held.grantedBy.name, when: held.granted.words })}
            </span>
            {editable && <Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: 'revoke', role: held.role, scope: scopeValue(held.scope) })}>{words('role_take')}</Button>}
          </li>
        ))}
      </ul>
      {giving && <GiveRole scopes={scopes} close={() => setGiving(false)} />}
    </section>
  );
}

/** What a person may do, where, and because of which role. */
export function RightsAndWhy({ rights, secondFactor, scopes }: { rights: PersonData['rights']; secondFactor: PersonData['secondFactor']; scopes: Scopes }) {
  const t = useText();
  const words = usePeopleText();
  const { role, place } = useRoleWords(scopes);
  const held = rights.filter(({ because }) => because.length > 0);
  const lacking = rights.filter(({ because }) => because.length === 0);
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{words('rights_why')}</h2>
        <Link to="/console/rights">{t('rights')}</Link>
      </div>
      {secondFactor !== undefined && <p className={styles.note} data-tone={secondFactor === 'missing' ? 'soon' : undefined}>{words(`rights_second_factor.${secondFactor}`)}</p>}
      <ul className={styles.list}>
        {held.length === 0 && <li className={styles.none}>{words('rights_none')}</li>}
        {held.map(({ permission, where, because }) => (
          <li key={permission} className={styles.row}>
            <span className={styles.typed}>
              {words(permission)}
              <small>{words(`${permission}.hint`)}</small>
            </span>
            <span className={styles.detail}>
              {where === 'everywhere' ? words('rights_everywhere') : where.map(place).join(words('list_comma'))}
              <br />
              {words('rights_because', { roles: because.map(role).join(words('list_comma')) })}
            </span>
          </li>
        ))}
        {held.length > 0 && lacking.length > 0 && (
          <li className={styles.none}>
            <details>
              <summary>{words('rights_may_not', { count: lacking.length })}</summary>
              {lacking.map(({ permission }) => words(permission)).join(' · ')}
            </details>
          </li>
        )}
      </ul>
    </section>
  );
}
