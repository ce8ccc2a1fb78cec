import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import { fieldProblem, useDeeds } from '../organisations/use-deeds.ts';
import { useOrganisationsText } from '../organisations/use-text.ts';
import type { Counted } from './EntitlementRows.tsx';
import styles from '../records/records.module.css';
import { useText } from '../text.tsx';

type Props = { entitlement: Counted; close(): void };

/** Takes uses of an entitlement that were made elsewhere, or gives some back; how many are left follows. Only a current one can be used. */
export function UsesDialog({ entitlement: { id, productName, planName, state, usesLeft, usesGranted }, close }: Props) {
  const t = useText();
  const words = useOrganisationsText();
  const { Form, busy, problem } = useDeeds({ done: close });
  const ways = [...(state === 'current' ? (['take-uses'] as const) : []), ...(usesLeft < usesGranted ? (['return-uses'] as const) : [])];
  const [way, setWay] = useState<'take-uses' | 'return-uses' | undefined>(ways[0]);
  const most = way === 'take-uses' ? usesLeft : usesGranted - usesLeft;
  return (
    <Dialog title={words('uses_of', { name: `${productName} · ${planName}` })} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="entitlement" value={id} />
        <input type="hidden" name="left" value={usesLeft} />
        <p>{words('uses_left', { left: usesLeft, granted: usesGranted })}</p>
        {way === undefined ? <p className={styles.none}>{words('uses_nothing')}</p> : (
          <>
            <div className={styles.pair}>
              <NativeSelect name="intent" label={words('uses_what')} value={way} data={ways.map((value) => ({ value: value as string, label: words(value === 'take-uses' ? 'uses_take' : 'uses_return') }))} onChange={(event) => setWay(ways.find((value) => value === event.currentTarget.value))} />
              <TextInput key={way} name="count" type="number" min={1} max={Math.min(1000, most)} defaultValue={1} required withAsterisk={false} label={words('uses_count')} error={fieldProblem(problem, 'count')} data-autofocus />
            </div>
            {problem !== undefined && problem.fields === undefined && <p className={styles.wrong} role="alert">{problem.title}</p>}
            <div className={styles.buttons}><Button type="submit" loading={busy}>{words('save')}</Button></div>
          </>
        )}
      </Form>
    </Dialog>
  );
}
