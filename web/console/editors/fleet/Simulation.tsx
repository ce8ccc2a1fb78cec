import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFetcher } from 'react-router';
import { simulatedAtMost } from '../../../../common/contract/applying.ts';
import { useField, useForm } from '../../form/draft.tsx';
import type { SimulationAnswer } from '../../fleets/simulate.ts';
import { usePolicyText } from './policy-text.ts';
import styles from '../../form/form.module.css';

/** Tries the policy as it stands in the form on applications that were decided already; nothing is changed by it. */
export function Simulation() {
  const words = usePolicyText();
  const { draft, isNew } = useForm();
  const { value: admission } = useField(['admission']);
  const fetcher = useFetcher<SimulationAnswer>();
  const [count, setCount] = useState('200');
  const key = draft.base['key'];
  if (isNew || typeof key !== 'string') return null;
  const { data } = fetcher;
  return (
    <div>
      <TextInput type="number" inputMode="numeric" min={1} max={simulatedAtMost} size="xs" maw={240} mb={8} label={words('simulate_count')} description={words('simulate_count_hint', { most: simulatedAtMost })} value={count} onChange={({ currentTarget }) => setCount(currentTarget.value)} />
      <Button variant="default" size="xs" loading={fetcher.state !== 'idle'} onClick={() => void fetcher.submit(JSON.stringify({ admission: admission ?? {}, count: Number(count) }), { method: 'post', action: `/console/groups/${key}/simulation`, encType: 'application/json' })}>{words('simulate')}</Button>
      <output style={{ display: 'block' }}>
        {data?.ok === false && <p className={styles.problem}>{data.message}</p>}
        {data?.ok === true && (
          <>
            <p className={styles.hint}>{data.looked === 0 ? words('simulated_none') : data.changed === 0 ? words('simulated_same', { count: data.looked }) : words('simulated_changed', { count: data.changed, looked: data.looked })}</p>
            {data.untried.map(({ check, count }) => <p key={check} className={styles.hint}><strong>{words('simulated_untried', { check: words(`check_${check}`), count })}</strong></p>)}
            {data.erased > 0 && <p className={styles.hint}>{words('simulated_erased', { count: data.erased })}</p>}
            <ul>
              {data.lines.map(({ application, at, before, after, because }) => (
                <li key={application}>{at}: {words(`decision_${before}`)} → <strong>{words(`decision_${after}`)}</strong>{because.length > 0 && <span className={styles.hint}> {because.join(' ')}</span>}</li>
              ))}
            </ul>
          </>
        )}
      </output>
    </div>
  );
}
