import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { languages } from '../../../common/contract/text.ts';
import { languageNames } from '../../../common/i18n/language-names.ts';
import { pageContext } from '../../page-context.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { HistoryLink } from '../HistoryLink.tsx';
import { Mark, PageHead } from '../PageHead.tsx';
import { useText } from '../text.tsx';
import { Accounts } from './Accounts.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { Belongs } from './Belongs.tsx';
import { actOnPerson } from './person-actions.ts';
import { readPersonData, type PersonData } from './person-data.ts';
import { PersonRoles, RightsAndWhy } from './PersonRoles.tsx';
import { Sessions } from './Sessions.tsx';
import { peopleTexts } from './text.ts';
import { tiedInWords } from './tied-words.ts';
import { useDeeds, type Deed } from './use-deeds.ts';
import { PeopleText, usePeopleText } from './use-people-text.ts';
import styles from '../records/records.module.css';
import type { Route } from './+types/PersonPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const data = await readPersonData(page, params.id);
  if (data === undefined) throw new Response(null, { status: 404 });
  return { ...data, texts: peopleTexts(page.language) };
}

export async function action({ context, params, request }: Route.ActionArgs): Promise<Deed> {
  const deed = await actOnPerson(context.get(pageContext), params.id, await request.formData());
  if (deed === undefined) throw new Response(null, { status: 404 });
  return deed;
}

export default function PersonPage({ loaderData }: Route.ComponentProps) {
  return (
    <PeopleText texts={loaderData.texts}>
      <Person key={loaderData.person.id} {...loaderData} />
    </PeopleText>
  );
}

type Opened = { kind: 'rename' } | { kind: 'split' } | { kind: 'merge'; other?: string };

/** One person: who they are, what they may do and why, and what can be done about it. */
function Person(data: PersonData) {
  const { person, rights, secondFactor, sessions, memberships, scopes, mayEdit, mayGive, mayErase, maySeeEntitlements } = data;
  const t = useText();
  const words = usePeopleText();
  const [opened, setOpened] = useState<Opened>();
  const { send, busy } = useDeeds();
  const close = () => setOpened(undefined);
  const editable = mayEdit && person.state !== 'merged';
  const [similar] = person.similar;
  return (
    <>
      <PageHead
        title={person.name}
        hint={[words('person_since', { when: person.since.words }), ...(person.disabledSince === undefined ? [] : [words('disabled_since', { when: person.disabledSince.words })])].join(' · ')}
        above={<Link to="/console/people">{t('people')}</Link>}
      >
        {person.state !== 'active' && <Mark tone={person.state === 'disabled' ? 'bad' : 'plain'}>{words(`state.${person.state}`)}</Mark>}
        {editable && (
          <>
            <Button variant="default" onClick={() => setOpened({ kind: 'rename' })}>{words('rename')}</Button>
            <Button variant="default" onClick={() => setOpened({ kind: 'merge' })}>{words('merge')}</Button>
            {person.identities.length > 1 && <Button variant="default" onClick={() => setOpened({ kind: 'split' })}>{words('split')}</Button>}
            <Button variant="default" disabled={busy} onClick={() => send({ intent: person.state === 'disabled' ? 'enable' : 'disable', name: person.name, revision: String(person.revision) })}>
              {words(person.state === 'disabled' ? 'enable' : 'disable')}
            </Button>
          </>
        )}
        {mayErase && person.state !== 'merged' && <Button component={Link} variant="default" to={`/console/privacy/people/${person.id}`}>{t('privacy')}</Button>}
        <HistoryLink kind="person" entry={person.id} />
      </PageHead>
      {person.mergedInto !== undefined && (
        <p className={styles.note}>
          {words('merged_into', { name: person.mergedInto.name })} <Link to={`/console/people/${person.mergedInto.id}`}>{words('open_kept')}</Link>
        </p>
      )}
      {editable && similar !== undefined && (
        <p className={styles.note} data-tone="soon">
          {words('similar', { count: person.similar.length })}{' '}
          <Button size="xs" variant="default" onClick={() => setOpened({ kind: 'merge', other: similar.id })}>{words('similar_look')}</Button>
        </p>
      )}
      <Accounts person={person} editable={editable} />
      <PersonRoles person={person} scopes={scopes} editable={mayGive && person.state === 'active'} />
      {memberships !== undefined && <Belongs memberships={memberships} person={maySeeEntitlements ? person.id : undefined} />}
      <RightsAndWhy rights={rights} secondFactor={secondFactor} scopes={scopes} />
      <Sessions count={person.sessions} sessions={sessions} />
      {person.merged.length > 0 && (
        <section className={styles.section}>
          <div className={styles.sectionHead}><h2>{words('merge_history')}</h2></div>
          <ul className={styles.list}>
            {person.merged.map((entry) => (
              <li key={entry.merge} className={styles.row}>
                <Link className={styles.name ?? ''} to={`/console/people/${entry.id}`}>{entry.name}</Link>
                <time className={styles.detail} title={entry.when.exact}>{entry.when.words}</time>
                {editable && <Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: 'undo-merge', merge: entry.merge })}>{words('merge_undo')}</Button>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {opened?.kind === 'rename' && <RenameDialog person={person} close={close} />}
      {opened?.kind === 'split' && <SplitDialog person={person} close={close} />}
      {opened?.kind === 'merge' && <MergeDialog person={person} other={opened.other} scopes={scopes} close={close} />}
    </>
  );
}

type Open = { person: PersonData['person']; close(): void };

function RenameDialog({ person, close }: Open) {
  const t = useText();
  const words = usePeopleText();
  const { Form, busy, problem } = useDeeds({ done: close });
  return (
    <Dialog title={words('rename')} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="intent" value="rename" />
        <input type="hidden" name="revision" value={person.revision} />
        <input type="hidden" name="before" value={person.name} />
        <input type="hidden" name="languageBefore" value={person.language} />
        <TextInput name="name" label={words('person_name')} defaultValue={person.name} required maxLength={60} error={problem?.fields?.[0]?.message} data-autofocus />
        <NativeSelect name="language" label={words('person_language')} defaultValue={person.language} data={languages.map((value) => ({ value, label: languageNames[value] }))} />
        <Button type="submit" disabled={busy}>{words('save')}</Button>
      </Form>
    </Dialog>
  );
}

function SplitDialog({ person, close }: Open) {
  const t = useText();
  const words = usePeopleText();
  const { Form, busy } = useDeeds({ done: close });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <Dialog title={words('split')} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="intent" value="split" />
        <input type="hidden" name="kept" value={person.name} />
        <p>{words('split_hint')}</p>
        {person.identities.map((identity) => (
          <Checkbox
            key={identity.id} name="identities" value={identity.id} label={`${words(`kind.${identity.kind}`)} ${identity.typed}`} description={tiedInWords(words, identity.tied)}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              setChosen((before) => (checked ? [...before, identity.id] : before.filter((id) => id !== identity.id)));
            }}
          />
        ))}
        <TextInput name="name" label={words('split_name')} required maxLength={60} />
        <Button type="submit" disabled={busy || chosen.length === 0}>{words('split_do')}</Button>
      </Form>
    </Dialog>
  );
}
