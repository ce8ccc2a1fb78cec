import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useFetcher } from 'react-router';
import type { Problem } from '../../../common/contract/problem.ts';
import type { Language } from '../../../common/contract/text.ts';
import { useToast } from '../../ui/Toasts.tsx';
import type { JsonObject } from '../json.ts';
import { useShortcut } from '../shell/use-shortcut.ts';
import { useText } from '../text.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { FormProvider, useDraft, type Choices } from './draft.tsx';
import { ErrorSummary } from './ErrorSummary.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';
import type { SaveRequest, SaveResult } from './save.ts';
import styles from './form.module.css';

type Props = {
  initial: JsonObject;
  /** The revision that is shown now; null for a new entry. It grows when someone else saves. */
  revision: number | null;
  /** Who changed it last, for the case that it changes while it is edited. */
  changedBy?: string | undefined;
  languages: readonly Language[];
  choices?: Choices;
  onCreated?: (value: JsonObject) => void;
  children: ReactNode;
};

/**
 * A form over a draft: what is typed stays until it is saved or given up, whatever the server refuses and whatever others save meanwhile.
 * It posts to the route that it stands on, which answers with a SaveResult.
 */
export function DraftForm({ initial, revision, changedBy, languages, choices = {}, onCreated, children }: Props) {
  const t = useText();
  const toast = useToast();
  const draft = useDraft(initial);
  const { changed, rebase, setProblems } = draft;
  const [editedRevision, setEditedRevision] = useState(revision);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const created = useRef(false);
  const fetcher = useFetcher<SaveResult>();
  const { data, state, submit } = fetcher;
  const saving = state !== 'idle';

  const [answered, setAnswered] = useState<SaveResult>();
  if (data !== undefined && data !== answered) {
    setAnswered(data);
    setProblem(data.ok ? null : data.problem);
    if (data.ok) {
      setEditedRevision(data.revision);
      rebase(data.value);
    } else setProblems(data.problem.fields ?? []);
  }
  const told = useRef<SaveResult>(undefined);
  useEffect(() => {
    if (data?.ok !== true || told.current === data) return;
    told.current = data;
    if (onCreated === undefined) toast({ text: t('entry_saved') });
    else {
      created.current = true;
      onCreated(data.value);
    }
  }, [data, onCreated, t, toast]);

  // Someone else's newer version is taken over quietly while nothing has been typed; otherwise the choice is the reader's.
  const newer = revision !== null && editedRevision !== null && revision > editedRevision;
  if (newer && !changed && !saving) {
    setEditedRevision(revision);
    rebase(initial);
  }

  const save = useCallback(() => {
    if (saving) return;
    const body: SaveRequest = { value: draft.value, revision: editedRevision, ...(editedRevision === null ? { idempotencyKey } : {}) };
    void submit(JSON.stringify(body), { method: 'post', encType: 'application/json' });
  }, [saving, draft.value, editedRevision, idempotencyKey, submit]);
  useShortcut('mod+s', save);

  const proceed = (value: JsonObject) => {
    rebase(initial, value);
    setEditedRevision(revision);
    setProblem(null);
  };
  return (
    <FormProvider draft={draft} languages={languages} choices={choices} isNew={revision === null}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {newer && changed ? (
          <ConflictNotice base={draft.base} theirs={initial} mine={draft.value} changedBy={changedBy} proceed={proceed} />
        ) : (
          <ErrorSummary problem={problem} problems={draft.problems} />
        )}
        {children}
        <div className={styles.saveBar}>
          <Button type="submit" loading={saving} disabled={!changed && revision !== null} title={t('save_key')}>
            {revision === null ? t('create') : t('save')}
          </Button>
          {changed && revision !== null && (
            <Button
              variant="default"
              onClick={() => {
                rebase(draft.base);
                setProblem(null);
              }}
            >
              {t('discard')}
            </Button>
          )}
          <output data-changed={changed}>
            {saving ? t('saving') : changed && revision !== null ? t('changed') : ''}
          </output>
        </div>
        <LeaveGuard active={() => changed && !created.current} />
      </form>
    </FormProvider>
  );
}
