import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFetcher } from 'react-router';
import type { MergePreview } from '../../../common/contract/persons.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useText } from '../text.tsx';
import type { loader } from './merge-preview.ts';
import { useRoleWords } from './RoleWords.tsx';
import type { Scopes } from './scopes.ts';
import { useDeeds } from './use-deeds.ts';
import { usePeopleText } from './use-people-text.ts';
import styles from '../records/records.module.css';

type Props = { person: { id: string; name: string }; /** An entry that looks like the same human. */ other: string | undefined; scopes: Scopes; close(): void };

/** Ways to sign in, which are named one by one: somebody will miss them. */
const ways = ['credential', 'sign_in_totp', 'sign_in_recovery_code'] as const;
const isWay = (what: string): what is (typeof ways)[number] => ways.some((way) => way === what);

/** Finds the other entry, shows what merging would do, and does it; the message afterwards offers to undo it. */
export function MergeDialog({ person, other, scopes, close }: Props) {
  const t = useText();
  const words = usePeopleText();
  const { data, load, state } = useFetcher<typeof loader>();
  const [typed, setTyped] = useState('');
  const address = `/console/people/${person.id}/merge`;
  useEffect(() => {
    if (other !== undefined) void load(`${address}?other=${other}`);
  }, [address, load, other]);
  useEffect(() => {
    if (typed === '') return undefined;
    const timer = setTimeout(() => void load(`${address}?${new URLSearchParams({ q: typed })}`), 180);
    return () => clearTimeout(timer);
  }, [address, load, typed]);
  const found = data !== undefined && 'found' in data ? data.found : undefined;
  const preview = data !== undefined && 'preview' in data ? data.preview : undefined;
  return (
    <Dialog wide title={words('merge_with', { name: person.name })} closeLabel={t('close')} close={close}>
      {preview === undefined ? (
        <div className={styles.form} aria-busy={state !== 'idle'}>
          <TextInput type="search" label={words('merge_find')} value={typed} maxLength={100} onChange={(event) => setTyped(event.currentTarget.value)} data-autofocus />
          {data !== undefined && 'problem' in data && <p className={styles.wrong} role="alert">{data.problem?.title}</p>}
          {found !== undefined && typed !== '' && (
            <ul className={styles.list}>
              {found.length === 0 && <li className={styles.none}>{words('people_nobody')}</li>}
              {found.map((one) => (
                <li key={one.id} className={styles.row}>
                  <span className={styles.name}>{one.name}</span>
                  <span className={styles.detail}>{one.identities.map((identity) => identity.typed).join(' · ')}</span>
                  <Button size="xs" variant="default" onClick={() => void load(`${address}?other=${one.id}`)}>
                    {words('merge_pick')}
                  </Button>
                </li>
              ))}
              {data !== undefined && 'more' in data && data.more && <li className={styles.none}>{words('people_many', { count: found.length })}</li>}
            </ul>
          )}
        </div>
      ) : (
        <Preview preview={preview} scopes={scopes} close={close} back={() => (setTyped(''), void load(`${address}?q=`))} />
      )}
    </Dialog>
  );
}

function Preview({ preview, scopes, close, back }: { preview: MergePreview; scopes: Scopes; close(): void; back(): void }) {
  const words = usePeopleText();
  const { role } = useRoleWords(scopes);
  const { Form, busy } = useDeeds({ done: close });
  const { kept, gone, identities, roles, rows, ends, sessions, conflicts } = preview;
  const say = words as (key: string) => string;
  const area = (name: string) => say(`area.${name}`);
  return (
    <Form method="post" action={`/console/people/${kept.id}`}>
      <input type="hidden" name="intent" value="merge" />
      <input type="hidden" name="other" value={gone.id} />
      <input type="hidden" name="gone" value={gone.name} />
      <input type="hidden" name="kept" value={kept.name} />
      <p>
        <strong>{gone.name}</strong> → <strong>{kept.name}</strong>
      </p>
      {conflicts.map((conflict) => (
        <p key={conflict} className={styles.note} data-tone="soon">
          {conflict === 'names_differ' ? words('conflict.names_differ', { name: kept.name }) : words(`conflict.${conflict}`)}
        </p>
      ))}
      <div className={styles.facts}>
        <h3>{words('merge_moves', { name: kept.name })}</h3>
        <ul>
          {identities.every(({ moves }) => !moves) && <li>{words('merge_nothing')}</li>}
          {identities.map(({ kind, typed, moves, proven }) => (
            <li key={`${kind}:${typed}`}>
              {words(`kind.${kind}`)} {typed} · {words(proven ? 'proven' : 'claimed')}
              {moves ? '' : ` · ${words('merge_stays')}`}
            </li>
          ))}
        </ul>
        {roles.length > 0 && (
          <>
            <h3>{words('merge_roles')}</h3>
            <ul>{roles.map((grant) => <li key={role(grant)}>{role(grant)}</li>)}</ul>
          </>
        )}
        <ul>
          {rows.map((row) => (
            <li key={row.area}>{words('merge_rows', { area: area(row.area), count: row.count })}</li>
          ))}
          {sessions > 0 && <li>{words('merge_sessions', { count: sessions })}</li>}
        </ul>
        {ends.length > 0 && (
          <>
            <h3>{words('merge_ends')}</h3>
            <ul>{ends.map(({ area: of, what, count }) => <li key={`${of} ${what}`}>{isWay(what) ? words(`way.${what}`, { count }) : words('merge_rows', { area: area(of), count })}</li>)}</ul>
          </>
        )}
      </div>
      <div className={styles.paging}>
        <Button type="submit" disabled={busy} data-autofocus>
          {words('merge_do')}
        </Button>
        <Button variant="default" onClick={back}>
          {words('merge_back')}
        </Button>
      </div>
    </Form>
  );
}
