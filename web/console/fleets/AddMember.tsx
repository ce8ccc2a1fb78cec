import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { Link, useFetcher } from 'react-router';
import type { FleetStanding } from '../../../common/contract/groups.ts';
import type { IdentityKind } from '../../../common/contract/people.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { AccountFields } from '../people/AccountFields.tsx';
import { PeopleText } from '../people/use-people-text.ts';
import { useText } from '../text.tsx';
import records from '../records/records.module.css';
import type { Added, loader, NewMemberAnswer } from './new-member.ts';
import { fieldProblem, useGroupsText } from './use-text.ts';

type Asked = Awaited<ReturnType<typeof loader>>;
type Person = NonNullable<Asked['found']>[number];
/** Somebody who is named by an account; what was typed so far. */
type Typed = { kind: IdentityKind; account: string; name: string };

/** Adds one person by hand: looked up among those whom the centre knows, or named by an account. The rules of every entrance hold. */
export function AddMember({ fleet, close }: { fleet: FleetStanding; close(): void }) {
  const t = useText();
  const words = useGroupsText();
  const [turn, setTurn] = useState(0);
  const { data, load } = useFetcher<typeof loader>();
  const address = `/console/groups/${fleet.key}/new-member`;
  useEffect(() => void load(address), [address, load]);
  const find = useCallback((q: string) => void load(`${address}?${new URLSearchParams({ q })}`), [address, load]);
  return (
    <Dialog title={words('member_add_to', { fleet: fleet.name })} closeLabel={t('close')} close={close}>
      {data !== undefined && <PeopleText texts={data.texts}><OneMember key={turn} fleet={fleet} asked={data} find={find} again={() => setTurn(turn + 1)} close={close} /></PeopleText>}
    </Dialog>
  );
}

function OneMember({ fleet, asked, find, again, close }: { fleet: FleetStanding; asked: Asked; find(q: string): void; again(): void; close(): void }) {
  const words = useGroupsText();
  const [once] = useState(() => crypto.randomUUID?.() ?? String(Math.random()).slice(2).padEnd(12, '0'));
  const [chosen, setChosen] = useState<Person | Typed | null>(asked.mayFind ? null : { kind: 'email', account: '', name: '' });
  const { data, state, Form } = useFetcher<NewMemberAnswer>();
  if (data?.ok === true) return <Told added={data.added} fleet={fleet} again={again} close={close} />;
  if (chosen === null) return <Find asked={asked} find={find} choose={setChosen} />;
  const problem = data?.ok === false ? data.problem : undefined;
  const wrongAccount = fieldProblem(problem, 'account', 'person', 'accounts');
  const isPerson = 'id' in chosen;
  const groups = fleet.groups.filter((group) => group.state === 'active');
  return (
    <Form method="post" action={`/console/groups/${fleet.key}/new-member`} className={records.form}>
      <input type="hidden" name="once" value={once} />
      {isPerson ? (
        <>
          <input type="hidden" name="person" value={chosen.id} />
          <input type="hidden" name="shown" value={chosen.name} />
          <p><strong>{chosen.name}</strong> <span className={records.hint}>{chosen.accounts.join(' · ')}</span></p>
          {wrongAccount !== undefined && <p className={records.wrong} role="alert">{wrongAccount}</p>}
        </>
      ) : (
        <>
          <AccountFields wrong={wrongAccount} start={chosen} required />
          <TextInput name="name" label={words('member_called')} description={words('member_called_hint')} defaultValue={chosen.name} maxLength={60} autoComplete="off" error={fieldProblem(problem, 'name')} />
        </>
      )}
      {asked.priorities.length > 0 && <NativeSelect name="priority" label={words('member_kind')} description={words('member_kind_hint')} data={[{ value: '', label: words('kind_ordinary') }, ...asked.priorities.map((value) => ({ value, label: words(`kind_${value}`) }))]} error={fieldProblem(problem, 'priority')} />}
      {groups.length > 1 && <NativeSelect name="wanted" label={words('member_group')} data={[{ value: '', label: words('member_group_any') }, ...groups.map(({ key, name }) => ({ value: key, label: name }))]} error={fieldProblem(problem, 'group')} />}
      {!platformFeatures[fleet.platform].joinsAtOnce && <Checkbox name="inside" value="yes" label={words('member_inside')} description={words('member_inside_hint')} />}
      {problem !== undefined && problem.fields === undefined && <p className={records.wrong} role="alert">{problem.title}</p>}
      <div className={records.actions}>
        <Button type="submit" loading={state !== 'idle'}>{words('member_let_in')}</Button>
        {asked.mayFind && <Button variant="default" onClick={() => setChosen(null)}>{words('member_other')}</Button>}
      </div>
    </Form>
  );
}

/** Looks for somebody while one types; who is not known is named by what was typed. */
function Find({ asked, find, choose }: { asked: Asked; find(q: string): void; choose(who: Person | Typed): void }) {
  const words = useGroupsText();
  const [typed, setTyped] = useState('');
  const latest = typed.trim();
  useEffect(() => {
    if (latest === '') return undefined;
    const timer = setTimeout(() => find(latest), 180);
    return () => clearTimeout(timer);
  }, [find, latest]);
  const found = asked.search === latest && latest !== '' ? asked.found : undefined;
  return (
    <div className={records.form}>
      <TextInput type="search" label={words('member_find')} description={words('member_find_hint')} value={typed} maxLength={100} onChange={(event) => setTyped(event.currentTarget.value)} data-autofocus autoComplete="off" />
      {found !== undefined && (
        <ul className={records.list} aria-label={words('member_found')}>
          {found.length === 0 && <li className={records.none}>{words('member_nobody')}</li>}
          {found.map((person) => (
            <li key={person.id} className={records.row}>
              <span className={records.name}>{person.name}</span>
              <span className={records.detail}>{person.accounts.join(' · ')}</span>
              <Button size="xs" variant="default" aria-label={`${words('member_pick')} ${person.name}`} onClick={() => choose(person)}>{words('member_pick')}</Button>
            </li>
          ))}
          {asked.more && <li className={records.none}>{words('member_many', { count: found.length })}</li>}
        </ul>
      )}
      <div><Button variant="default" onClick={() => choose(typedFrom(latest))}>{words('member_by_account')}</Button></div>
    </div>
  );
}

/** What was typed, as what it probably is: an address, a number, or a name. */
function typedFrom(text: string): Typed {
  if (text.includes('@')) return { kind: 'email', account: text, name: '' };
  return /^\+?\d[\d -]{6,}$/.test(text) ? { kind: 'phone', account: text, name: '' } : { kind: 'email', account: '', name: text.slice(0, 60) };
}

/** What came of it, and where their application is read. */
function Told({ added, fleet, again, close }: { added: Added; fleet: FleetStanding; again(): void; close(): void }) {
  const words = useGroupsText();
  const { name, group = '', already, told, application, state } = added;
  const held = state === 'approved';
  const text = already ? words('member_was_in', { name }) : held ? words('member_seat_held', { name, group }) : words('member_is_in', { name, group });
  return (
    <div className={records.form}>
      <output>{text}</output>
      {held && !already && <p className={records.hint}>{words(told ? 'member_seat_held_hint' : 'member_seat_untold')}</p>}
      <div className={records.actions}>
        <Button data-autofocus onClick={again}>{words('member_add_more')}</Button>
        {application !== undefined && <Button component={Link} variant="default" to={`/console/applications?${new URLSearchParams({ fleet: fleet.key, state, id: application })}`}>{words('member_application')}</Button>}
        <Button variant="default" onClick={close}>{words('member_done')}</Button>
      </div>
    </div>
  );
}
