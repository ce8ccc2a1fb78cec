import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import type { FleetStanding, GroupStanding } from '../../../common/contract/groups.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useText } from '../text.tsx';
import records from '../records/records.module.css';
import { DescribeFields, WayIn } from './DescribeFields.tsx';
import type { May } from './GroupRow.tsx';
import { Messages } from './Messages.tsx';
import { fieldProblem, useGroupDeeds, useGroupsText } from './use-text.ts';
import styles from './fleets.module.css';

type Props = { group: GroupStanding; fleet: FleetStanding; may: May; close(): void };

/** Everything that can be done with one group. */
export function GroupDialog({ group, fleet, may, close }: Props) {
  const t = useText();
  const isPreparing = group.state === 'preparing';
  const counts = !fleet.features.knowsMembers;
  return (
    <Dialog title={group.name} closeLabel={t('close')} close={close} wide>
      <div className={styles.parts}>
        {isPreparing && may.run && <Activate group={group} close={close} />}
        {!isPreparing && counts && may.run && <Count group={group} close={close} />}
        {may.run && !isPreparing && <Describe group={group} close={close} />}
        {may.end && <Hold group={group} close={close} />}
        {may.run && !isPreparing && !fleet.features.countsMessages && <Messages group={group} fleet={fleet.key} />}
        {may.run && !isPreparing && <Bot group={group} close={close} />}
        {may.end && <Ending group={group} close={close} />}
      </div>
    </Dialog>
  );
}

type PartProps = { group: GroupStanding; close(): void };

/** One thing that can be done: a form of its own below a heading. */
function Part({ title, hint, intent, group, close, children, button, danger = false }: PartProps & { title: string; hint?: string; intent: string; button: string; danger?: boolean; children(problem: Parameters<typeof fieldProblem>[0]): ReactNode }) {
  const { Form, busy, problem } = useGroupDeeds({ done: close });
  const heading = useId();
  return (
    <Form method="post" className={styles.part} aria-labelledby={heading}>
      <h3 id={heading}>{title}</h3>
      {hint !== undefined && <p>{hint}</p>}
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="group" value={group.id} />
      {children(problem)}
      {problem !== undefined && problem.fields === undefined && <p className={records.wrong} role="alert">{problem.title}</p>}
      <div><Button type="submit" size="xs" loading={busy} {...(danger ? { color: 'red' } : {})}>{button}</Button></div>
    </Form>
  );
}

function Activate(props: PartProps) {
  const words = useGroupsText();
  return <Part {...props} title={words('do_activate')} hint={words('group_open_manual_hint')} intent="activate" button={words('do_activate')}>{(problem) => <WayIn entry={props.group.entry} problem={problem} />}</Part>;
}

function Count(props: PartProps) {
  const words = useGroupsText();
  return <Part {...props} title={words('do_count')} intent="count" button={words('save')}>{(problem) => <TextInput name="count" label={words('count')} description={words('count_hint')} inputMode="numeric" autoComplete="off" maxLength={7} error={fieldProblem(problem, 'count')} />}</Part>;
}

function Describe(props: PartProps) {
  const words = useGroupsText();
  const { entry, revision } = props.group;
  return (
    <Part {...props} title={words('about_group')} intent="save" button={words('save')}>
      {(problem) => (
        <>
          <input type="hidden" name="revision" value={revision} />
          <input type="hidden" name="before" value={JSON.stringify(entry)} />
          <DescribeFields entry={entry} problem={problem} />
        </>
      )}
    </Part>
  );
}

function Hold(props: PartProps) {
  const words = useGroupsText();
  const { held } = props.group;
  const options = [{ value: '', label: words('hold_none') }, ...(['diverting', 'frozen', 'closed'] as const).map((value) => ({ value, label: words(`state_${value}`) }))];
  return (
    <Part {...props} title={words('hold')} hint={words('hold_hint')} intent="hold" button={words('apply')}>
      {(problem) => (
        <>
          <input type="hidden" name="before" value={held ?? ''} />
          <input type="hidden" name="undoReason" value={words('held_again')} />
          <NativeSelect name="held" label={words('hold_as')} defaultValue={held ?? ''} data={options} />
          <TextInput name="reason" label={words('reason')} description={words('reason_hint')} maxLength={300} error={fieldProblem(problem, 'reason')} />
        </>
      )}
    </Part>
  );
}

function Bot(props: PartProps) {
  const words = useGroupsText();
  return <Part {...props} title={words('bot')} intent="bot" button={words('bot_add')}>{(problem) => <TextInput name="bot" label={words('bot_name')} maxLength={60} autoComplete="off" error={fieldProblem(problem, 'name')} />}</Part>;
}

function Ending({ group, close }: PartProps) {
  const words = useGroupsText();
  const [dissolving, setDissolving] = useState(false);
  const intent = dissolving ? 'dissolve' : 'archive';
  const count = group.members + group.reserved;
  return (
    <Part group={group} close={close} title={words('ending')} hint={words(dissolving ? 'dissolve_hint' : 'archive_hint')} intent={intent} danger={dissolving} button={dissolving ? words('dissolve_sure', { name: group.name, count }) : words('archive')}>
      {() => (
        <>
          <NativeSelect label={words('ending')} value={intent} data={(['archive', 'dissolve'] as const).map((value) => ({ value, label: words(value) }))} onChange={(event) => setDissolving(event.currentTarget.value === 'dissolve')} />
          <TextInput name="reason" label={words('reason')} description={words('reason_hint')} maxLength={300} />
          <Checkbox name="evenLast" value="yes" size="xs" label={words('even_last')} />
        </>
      )}
    </Part>
  );
}
