import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TeamView } from '../../../common/contract/staff.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Mark } from '../PageHead.tsx';
import { useLocale, useText } from '../text.tsx';
import { useDeeds } from '../people/use-deeds.ts';
import { usePeopleText } from '../people/use-people-text.ts';
import styles from '../records/records.module.css';

/** Teams: added, renamed, set aside. */
export function Teams({ teams, mayEdit }: { teams: readonly TeamView[]; mayEdit: boolean }) {
  const t = useText();
  const words = usePeopleText();
  const { language } = useLocale();
  const { send, busy } = useDeeds();
  const [edited, setEdited] = useState<TeamView | 'new'>();
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <div>
          <h2>{words('teams')}</h2>
          <p>{words('teams_hint')}</p>
        </div>
        {mayEdit && <Button size="xs" variant="default" onClick={() => setEdited('new')}>{words('team_add')}</Button>}
      </div>
      <ul className={styles.list}>
        {teams.length === 0 && <li className={styles.none}>{words('teams_none')}</li>}
        {teams.map((team) => (
          <li key={team.key} className={styles.row}>
            <span className={styles.name}>{inLanguage(team.name, language)}</span>
            <span className={styles.detail}>{team.key} · {words('team_members', { count: team.members })}</span>
            {team.archivedAt !== undefined && <Mark>{words('team_is_archived')}</Mark>}
            {mayEdit && (
              <span className={styles.buttons}>
                <Button size="xs" variant="default" onClick={() => setEdited(team)}>{words('team_rename')}</Button>
                <Button size="xs" variant="default" disabled={busy} onClick={() => send({ intent: team.archivedAt === undefined ? 'archive-team' : 'restore-team', key: team.key, revision: String(team.revision) })}>
                  {words(team.archivedAt === undefined ? 'team_archive' : 'team_restore')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {edited !== undefined && (
        <Dialog title={words(edited === 'new' ? 'team_add' : 'team_rename')} closeLabel={t('close')} close={() => setEdited(undefined)}>
          <TeamForm team={edited === 'new' ? undefined : edited} close={() => setEdited(undefined)} />
        </Dialog>
      )}
    </section>
  );
}

function TeamForm({ team, close }: { team: TeamView | undefined; close(): void }) {
  const words = usePeopleText();
  const { Form, busy, problem } = useDeeds({ done: close });
  const wrong = (path: string) => problem?.fields?.find((field) => field.path === path)?.message;
  const name = team === undefined ? {} : typeof team.name === 'string' ? { 'zh-CN': team.name } : team.name;
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="intent" value={team === undefined ? 'create-team' : 'rename-team'} />
      {team !== undefined && <input type="hidden" name="revision" value={team.revision} />}
      {team === undefined ? <TextInput name="key" label={words('team_key')} description={words('team_key_hint')} required maxLength={48} error={wrong('key')} data-autofocus /> : <input type="hidden" name="key" value={team.key} />}
      <TextInput name="chinese" label={words('team_name_zh')} maxLength={60} defaultValue={name['zh-CN']} error={wrong('name')} />
      <TextInput name="english" label={words('team_name_en')} maxLength={60} defaultValue={name.en} />
      {problem !== undefined && (problem.fields ?? []).length === 0 && <p className={styles.wrong} role="alert">{problem.title}</p>}
      <Button type="submit" disabled={busy}>{words('save')}</Button>
    </Form>
  );
}
