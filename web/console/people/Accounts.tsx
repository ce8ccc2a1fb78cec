import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import { Mark } from '../PageHead.tsx';
import { useText } from '../text.tsx';
import { AccountFields } from './AccountFields.tsx';
import type { PersonData } from './person-data.ts';
import { tiedInWords } from './tied-words.ts';
import { useDeeds } from './use-deeds.ts';
import { usePeopleText } from './use-people-text.ts';
import styles from '../records/records.module.css';

type Identity = PersonData['person']['identities'][number];

/** The accounts of a person: as typed, claimed or proven, and by which form they are compared where that differs. */
export function Accounts({ person, editable }: { person: PersonData['person']; editable: boolean }) {
  const t = useText();
  const words = usePeopleText();
  const [adding, setAdding] = useState(false);
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <div>
          <h2>{words('accounts')}</h2>
          <p>{words('accounts_hint')}</p>
        </div>
        {editable && <Button size="xs" variant="default" onClick={() => setAdding(true)}>{words('account_add')}</Button>}
      </div>
      <ul className={styles.list}>
        {person.identities.length === 0 && <li className={styles.none}>{words('no_accounts')}</li>}
        {person.identities.map((identity) => (
          <Account key={identity.id} identity={identity} editable={editable} />
        ))}
      </ul>
      {adding && (
        <Dialog title={words('account_add')} closeLabel={t('close')} close={() => setAdding(false)}>
          <AddAccount close={() => setAdding(false)} />
        </Dialog>
      )}
    </section>
  );
}

function AddAccount({ close }: { close(): void }) {
  const words = usePeopleText();
  const { Form, busy, problem } = useDeeds({ done: close });
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="intent" value="add-identity" />
      <AccountFields wrong={problem?.fields?.[0]?.message} required />
      <Button type="submit" disabled={busy}>{words('add')}</Button>
    </Form>
  );
}

function Account({ identity, editable }: { identity: Identity; editable: boolean }) {
  const words = usePeopleText();
  const { send, busy } = useDeeds();
  const { id, kind, typed, canonical, issuer, proven, provenHow, withdrawn, others } = identity;
  const tied = tiedInWords(words, identity.tied);
  const differs = canonical !== typed.trim().toLowerCase() && canonical.replace(/^@/, '') !== typed.trim().toLowerCase();
  return (
    <li className={styles.row}>
      <span className={styles.kind}>{words(`kind.${kind}`)}</span>
      <span className={styles.typed}>
        {typed}
        {issuer !== undefined && <small>{issuer}</small>}
        {differs && <small>{words('compared_as', { form: canonical })}</small>}
        {tied !== undefined && <small>{tied}</small>}
        {others > 0 && <small>{words('also_claimed', { count: others })}</small>}
      </span>
      {proven === undefined ? (
        <span className={styles.marks} title={withdrawn?.exact}>
          <Mark tone={withdrawn === undefined ? 'plain' : 'soon'}>{words(withdrawn === undefined ? 'claimed' : 'proof_withdrawn')}</Mark>
        </span>
      ) : (
        <span className={styles.marks} title={proven.exact}>
          <Mark tone="good">✓ {words('proven')}</Mark>
          {provenHow !== undefined && <small className={styles.kind} style={{ flex: 'none' }}>{words('proven_how', { how: words(`how.${provenHow}`), when: proven.words })}</small>}
        </span>
      )}
      {editable && (
        <span className={styles.buttons}>
          {proven === undefined ? (
            <>
              {withdrawn !== undefined && <Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: 'restore-proof', identity: id })}>{words('account_restore')}</Button>}
              <Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: 'confirm', identity: id })}>{words('account_confirm')}</Button>
              <Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: 'remove-identity', identity: id, kind, account: typed, issuer: issuer ?? '' })}>{words('remove')}</Button>
            </>
          ) : (
            <Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: 'withdraw', identity: id })}>{words('account_withdraw')}</Button>
          )}
        </span>
      )}
    </li>
  );
}
