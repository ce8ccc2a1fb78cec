import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { EntitlementView } from '../../../common/contract/entitlements.ts';
import { namingKinds } from '../../../common/contract/organisations.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { fieldProblem, useDeeds } from '../organisations/use-deeds.ts';
import { useOrganisationsText } from '../organisations/use-text.ts';
import styles from '../records/records.module.css';
import { useText } from '../text.tsx';

export type PlanOption = { value: string; label: string };
type Props = { entitlement: EntitlementView | null; options: readonly PlanOption[]; /** The person or organisation of the page. */ whose: Readonly<Record<string, string>>; holder: string | undefined; close(): void };

/** A new entitlement, or the days, uses and words of one that is there. */
export function EditEntitlement({ entitlement, options, whose, holder, close }: Props) {
  const t = useText();
  const words = useOrganisationsText();
  const { Form, busy, problem } = useDeeds({ done: close });
  if (entitlement === null && options.length === 0) {
    return (
      <Dialog title={words('entitlement_new')} closeLabel={t('close')} close={close}>
        <p>{words('no_plans')}</p>
        <Link to="/console/products">{t('section.products')}</Link>
      </Dialog>
    );
  }
  return (
    <Dialog title={entitlement === null ? words('entitlement_new') : words('entitlement_edit')} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="intent" value={entitlement === null ? 'grant' : 'save'} />
        {entitlement === null ? (
          <>
            <NativeSelect name="plan" label={words('product_plan')} data={[...options]} data-autofocus error={fieldProblem(problem, 'product', 'plan')} />
            {Object.entries(whose).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
            {holder === undefined ? <HolderFields problem={problem} /> : <TextInput label={words('holder')} value={holder} readOnly />}
          </>
        ) : (
          <>
            <input type="hidden" name="entitlement" value={entitlement.id} />
            <input type="hidden" name="revision" value={entitlement.revision} />
            <TextInput label={words('product_plan')} value={`${entitlement.productName} · ${entitlement.planName}`} readOnly />
          </>
        )}
        <div className={styles.pair}>
          <TextInput name="from" type="date" label={words('from')} defaultValue={entitlement?.from ?? ''} error={fieldProblem(problem, 'from')} />
          <TextInput name="lastDay" type="date" label={words('last_day')} defaultValue={entitlement?.lastDay ?? ''} error={fieldProblem(problem, 'until')} />
        </div>
        <p className={styles.hint}>{words('last_day_hint')}</p>
        <div className={styles.pair}>
          <TextInput name="uses" inputMode="numeric" label={words('uses')} placeholder={words('uses_hint')} defaultValue={entitlement?.usesGranted ?? ''} maxLength={7} autoComplete="off" error={fieldProblem(problem, 'uses')} />
          <TextInput name="reference" label={words('reference')} placeholder={words('reference_hint')} defaultValue={entitlement?.reference ?? ''} maxLength={80} autoComplete="off" error={fieldProblem(problem, 'reference')} />
        </div>
        <Textarea name="note" label={words('note')} defaultValue={entitlement?.note ?? ''} maxLength={500} autosize minRows={1} maxRows={5} />
        {problem !== undefined && problem.fields === undefined && <p className={styles.wrong} role="alert">{problem.title}</p>}
        <div className={styles.buttons}><Button type="submit" loading={busy}>{words(entitlement === null ? 'entitlement_new' : 'save')}</Button></div>
      </Form>
    </Dialog>
  );
}

function HolderFields({ problem }: { problem: ReturnType<typeof useDeeds>['problem'] }) {
  const words = useOrganisationsText();
  const [kind, setKind] = useState('organisation');
  return (
    <>
      <div className={styles.pair}>
        <NativeSelect name="kind" label={words('holder')} value={kind} onChange={(event) => setKind(event.currentTarget.value)} data={[{ value: 'organisation', label: words('holder_organisation') }, ...namingKinds.map((value) => ({ value: value as string, label: `${words('holder_account')} · ${words(`account_${value}`)}` }))]} />
        <TextInput name="holder" label={words(kind === 'organisation' ? 'holder_name' : 'member_account')} maxLength={254} required withAsterisk={false} autoComplete="off" error={fieldProblem(problem, 'holder', 'holder.id', 'holder.account.value', 'holder.account.product')} />
      </div>
      {kind !== 'organisation' && <p className={styles.hint}>{words('member_account_hint')}</p>}
    </>
  );
}
