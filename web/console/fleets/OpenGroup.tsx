import { Button, NativeSelect } from '@mantine/core';
import type { FleetStanding } from '../../../common/contract/groups.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useText } from '../text.tsx';
import records from '../records/records.module.css';
import { DescribeFields } from './DescribeFields.tsx';
import { useGroupDeeds, useGroupsText } from './use-text.ts';

/** A further group by hand. */
export function OpenGroup({ fleet, close }: { fleet: FleetStanding; close(): void }) {
  const t = useText();
  const words = useGroupsText();
  const { Form, busy, problem } = useGroupDeeds({ done: close });
  return (
    <Dialog title={words('group_open')} closeLabel={t('close')} close={close}>
      <Form method="post" className={records.form}>
        <p className={records.hint}>{words(fleet.features.opensGroups ? 'group_open_hint' : 'group_open_manual_hint')}</p>
        <input type="hidden" name="intent" value="open" />
        <NativeSelect name="state" label={words('open_state')} data-autofocus data={[{ value: 'active', label: words('open_now') }, { value: 'preparing', label: words('open_later') }]} />
        <DescribeFields problem={problem} />
        {problem !== undefined && problem.fields === undefined && <p className={records.wrong} role="alert">{problem.title}</p>}
        <div className={records.buttons}><Button type="submit" loading={busy}>{words('group_open')}</Button></div>
      </Form>
    </Dialog>
  );
}
