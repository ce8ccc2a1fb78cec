import { Button, TextInput } from '@mantine/core';
import type { Organisation } from '../../../common/contract/organisations.ts';
import { Mark } from '../PageHead.tsx';
import { fieldProblem, useDeeds } from './use-deeds.ts';
import { useOrganisationsText } from './use-text.ts';
import styles from '../records/records.module.css';

/** The domains by which people of an organisation are recognised. */
export function Domains({ organisation: { domains }, mayEdit, mayVouch }: { organisation: Organisation; mayEdit: boolean; mayVouch: boolean }) {
  const words = useOrganisationsText();
  const { Form, send, busy, problem } = useDeeds();
  return (
    <section className={styles.section} aria-labelledby="domains">
      <div className={styles.sectionHead}>
        <h2 id="domains">{words('domains')}</h2>
        <p>{words('domains_hint')}</p>
      </div>
      {domains.length > 0 && (
        <ul className={styles.list}>
          {domains.map(({ id, domain, state, how, record }) => (
            <li key={id} className={styles.row}>
              <span className={styles.typed}>
                {domain}
                {state === 'pending' && <small>{words('domain_record')} <code className={styles.code}>{`${record.name}  TXT  ${record.value}`}</code></small>}
              </span>
              <Mark tone={state === 'verified' ? 'good' : 'soon'}>{words(state === 'pending' ? 'domain_pending' : how === 'dns' ? 'domain_verified_dns' : 'domain_verified_operator')}</Mark>
              {mayEdit && (
                <span className={styles.buttons}>
                  {state === 'pending' && <Button size="compact-xs" loading={busy} onClick={() => send({ intent: 'check-domain', domain: id })}>{words('domain_check')}</Button>}
                  {state === 'pending' && mayVouch && <Button size="compact-xs" variant="default" onClick={() => send({ intent: 'vouch-for-domain', domain: id })}>{words('domain_vouch')}</Button>}
                  <Button size="compact-xs" variant="default" onClick={() => send({ intent: 'remove-domain', domain: id })}>{words('remove')}</Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayEdit && (
        <Form method="post" className={styles.filter}>
          <input type="hidden" name="intent" value="add-domain" />
          <TextInput key={domains.length} name="domain" size="sm" mt={8} aria-label={words('domain')} placeholder="example.com" maxLength={253} autoComplete="off" error={fieldProblem(problem, 'domain')} />
          <Button type="submit" size="sm" mt={8} variant="default" loading={busy}>{words('domain_add')}</Button>
        </Form>
      )}
    </section>
  );
}
