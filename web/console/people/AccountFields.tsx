import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { identityKinds, type IdentityKind } from '../../../common/contract/people.ts';
import { usePeopleText } from './use-people-text.ts';
import styles from '../records/records.module.css';

/** Kind, account, and where it belongs for those kinds that need it; `start`: what stands there first. */
export function AccountFields({ wrong, required = false, start }: { wrong: string | undefined; required?: boolean; start?: { kind: IdentityKind; account: string } }) {
  const words = usePeopleText();
  const [kind, setKind] = useState<string>(start?.kind ?? 'email');
  return (
    <>
      <div className={styles.pair} data-top>
        <NativeSelect name="kind" label={words('account_kind')} value={kind} data={identityKinds.map((value) => ({ value, label: words(`kind.${value}`) }))} onChange={(event) => setKind(event.currentTarget.value)} />
        <TextInput name="account" label={words('account_typed')} defaultValue={start?.account ?? ''} maxLength={300} required={required} error={wrong} />
      </div>
      {(kind === 'product_uid' || kind === 'oidc') && <TextInput name="issuer" label={words('issuer')} description={words('issuer_hint')} maxLength={300} required />}
    </>
  );
}
