import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Form as SearchForm, Link } from 'react-router';
import { Mark } from '../PageHead.tsx';
import records from '../records/records.module.css';
import { AddMember } from './AddMember.tsx';
import type { FleetData } from './fleet-data.ts';
import { useGroupDeeds, useGroupsText } from './use-text.ts';

/** Who is in the groups of the fleet or in one of them, and for whom a seat is held. */
export function Members({ fleet, members, chosen, search, paged, may }: FleetData) {
  const words = useGroupsText();
  const { send, busy } = useGroupDeeds();
  const address = (after?: string) => `?${new URLSearchParams({ show: 'members', ...(chosen === undefined ? {} : { group: chosen }), ...(search === '' ? {} : { q: search }), ...(after === undefined ? {} : { after }) })}`;
  const [adding, setAdding] = useState(false);
  return (
    <>
      {(may.members || may.import) && (
        <div className={`${records.actions} ${records.gap}`}>
          {may.members && <Button onClick={() => setAdding(true)}>{words('member_add')}</Button>}
          {may.import && <Button component={Link} variant="default" to={`/console/applications/import/${fleet.key}`}>{words('member_import')}</Button>}
        </div>
      )}
      {adding && <AddMember fleet={fleet} close={() => setAdding(false)} />}
      <search><SearchForm className={records.filter} preventScrollReset>
        <TextInput key={search} name="q" type="search" defaultValue={search} maxLength={80} aria-label={words('member_search')} placeholder={words('member_search')} />
        <input type="hidden" name="show" value="members" />
        {fleet.groups.length > 1 && <NativeSelect name="group" defaultValue={chosen ?? ''} aria-label={words('which_group')} data={[{ value: '', label: words('all_groups') }, ...fleet.groups.map(({ id, name }) => ({ value: id, label: name }))]} onChange={(event) => event.currentTarget.form?.requestSubmit()} />}
        <Button type="submit" variant="default">{words('search')}</Button>
      </SearchForm></search>
      {members === null || members.items.length === 0 ? <p className={records.none}>{words(search === '' ? 'members_none' : 'members_not_found')}</p> : (
        <ul className={records.list}>
          {members.items.map((seat) => (
            <li key={seat.id}>
              <div className={records.row}>
                <span className={records.name}>{seat.name === '' ? words('nameless') : seat.name}</span>
                <span className={records.detail} title={seat.since.exact}>{chosen === undefined && fleet.groups.length > 1 && `${seat.group.name} · `}{words(seat.state === 'reserved' ? 'member_held' : 'member_since', { when: seat.since.words })}</span>
                <span className={records.marks}>
                  {seat.kind !== 'ordinary' && <Mark tone="info">{words(`kind_${seat.kind}`)}</Mark>}
                  {seat.fromReserve && <Mark>{words('from_reserve')}</Mark>}
                  {seat.owes !== undefined && <Mark tone={seat.owes.overdue ? 'bad' : 'soon'}><span title={seat.owes.until.exact}>{words(seat.owes.overdue ? 'member_uid_overdue' : 'member_uid_owed', { until: seat.owes.until.words })}</span></Mark>}
                </span>
                {may.members && (
                  <span className={records.buttons}>
                    {seat.owes !== undefined && <Button size="compact-xs" variant="default" loading={busy} aria-label={`${words('member_uid_waive')} ${seat.name}`} onClick={() => send({ intent: 'waive-uid', application: seat.owes?.application ?? '', name: seat.name })}>{words('member_uid_waive')}</Button>}
                    {seat.state === 'reserved' && !fleet.features.joinsAtOnce && <Button size="compact-xs" variant="default" loading={busy} aria-label={`${words('member_arrived')} ${seat.name}`} onClick={() => send({ intent: 'arrived', seat: seat.id })}>{words('member_arrived')}</Button>}
                    {may.ban && seat.person !== undefined && <Button component={Link} size="compact-xs" variant="default" aria-label={`${words('member_ban')} ${seat.name}`} to={`/console/applications/strikes?${new URLSearchParams({ person: seat.person.id, fleet: fleet.key })}`}>{words('member_ban')}</Button>}
                    <Button size="compact-xs" variant="default" loading={busy} aria-label={`${words('member_remove')} ${seat.name}`} onClick={() => send({ intent: 'remove', seat: seat.id })}>{words('member_remove')}</Button>
                  </span>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      <div className={records.paging}>
        {paged && <Button component={Link} variant="default" to={address()}>{words('newest')}</Button>}
        {members?.next !== undefined && <Button component={Link} variant="default" to={address(members.next)}>{words('more')}</Button>}
      </div>
    </>
  );
}
