import { Button, Checkbox, Textarea } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import type { CentreDifference } from '../../common/contract/centre-operations.ts';
import type { Problem } from '../../common/contract/problem.ts';
import { pageContext } from '../page-context.ts';
import { useToast } from '../ui/Toasts.tsx';
import { DifferenceOfFile } from './files/DifferenceOfFile.tsx';
import { Card } from './form/Card.tsx';
import formStyles from './form/form.module.css';
import { hideWithout } from './hide-without.ts';
import { isObject } from './json.ts';
import { PageHead } from './PageHead.tsx';
import { useText } from './text.tsx';
import styles from './files/files.module.css';
import type { Route } from './+types/FilePage.ts';

export { ConsoleError as ErrorBoundary } from './ConsoleError.tsx';
export { consoleMeta as meta } from './title.ts';

const largestFile = 1_048_576;

type FileResult = { ok: true; difference: CentreDifference } | { ok: false; problem: Problem };

export function loader({ context }: Route.LoaderArgs): null {
  hideWithout('centre.edit', context.get(pageContext));
  return null;
}

export async function action({ context, request }: Route.ActionArgs): Promise<FileResult> {
  const { ops, explain } = context.get(pageContext);
  const body: unknown = await request.json();
  if (!isObject(body) || typeof body['text'] !== 'string') throw new Response(null, { status: 400 });
  const outcome = await ops.importCentre({ text: body['text'], dryRun: body['apply'] !== true, prune: body['prune'] === true });
  return outcome.ok ? { ok: true, difference: outcome.value } : { ok: false, problem: explain(outcome.refusal) };
}

/** The centre as one file, out and in: nothing is imported before its difference has been seen. */
export default function FilePage() {
  const t = useText();
  return (
    <div className={formStyles.page}>
      <PageHead title={t('file')} />
      <Card title={t('file_export_title')} hint={t('file_export_hint')}>
        <div>
          <Button component="a" href="/console/file/centre.yaml" download="centre.yaml" variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
            {t('file_export')}
          </Button>
        </div>
      </Card>
      <ImportCard />
    </div>
  );
}

function ImportCard() {
  const t = useText();
  const toast = useToast();
  const fetcher = useFetcher<FileResult>();
  const { data, state, submit } = fetcher;
  const [text, setText] = useState('');
  const [prune, setPrune] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  /** The text and choice that the shown answer is about; another text needs another look. */
  const [asked, setAsked] = useState('');
  const chooser = useRef<HTMLInputElement>(null);
  const question = `${prune}\n${text}`;
  const answer = asked === question && state === 'idle' ? data : undefined;
  const send = (apply: boolean) => {
    setAsked(question);
    void submit({ text, prune, apply }, { method: 'post', encType: 'application/json' });
  };
  useEffect(() => {
    if (data?.ok !== true || !data.difference.applied) return;
    toast({ text: t('file_applied', { count: data.difference.changes }) });
  }, [data, t, toast]);
  const [applied, setApplied] = useState<FileResult>();
  if (data?.ok === true && data.difference.applied && data !== applied) {
    setApplied(data);
    setText('');
  }
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    setTooLarge(file.size > largestFile);
    if (file.size <= largestFile) setText(await file.text());
  };
  return (
    <Card title={t('file_import_title')} hint={t('file_import_hint')}>
      <div>
        <input ref={chooser} type="file" hidden accept=".yaml,.yml,.json" aria-label={t('file_choose')} onChange={(event) => void read(event.currentTarget.files?.[0])} />
        <Button variant="default" onClick={() => chooser.current?.click()}>
          {t('file_choose')}
        </Button>
      </div>
      <Textarea
        label={t('file_text')}
        description={t('file_drop')}
        error={tooLarge ? t('file_too_large') : undefined}
        classNames={{ input: styles.text ?? '' }}
        spellCheck={false}
        autosize
        minRows={8}
        maxRows={22}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Checkbox label={t('file_prune')} checked={prune} onChange={(event) => setPrune(event.currentTarget.checked)} />
      <div className={styles.actions}>
        <Button variant={answer?.ok === true ? 'default' : 'filled'} disabled={text.trim() === ''} loading={state !== 'idle'} onClick={() => send(false)}>
          {t('file_check')}
        </Button>
        {answer?.ok === true && !answer.difference.applied && answer.difference.changes > 0 && (
          <Button onClick={() => send(true)}>{t('file_apply', { count: answer.difference.changes })}</Button>
        )}
        <output>{state === 'idle' ? '' : t('file_checking')}</output>
      </div>
      {answer?.ok === false && <FileProblems problem={answer.problem} />}
      {answer?.ok === true && !answer.difference.applied && <DifferenceOfFile difference={answer.difference} />}
    </Card>
  );
}

function FileProblems({ problem }: { problem: Problem }) {
  const t = useText();
  const fields = problem.fields ?? [];
  return (
    <section className={formStyles.summary} role="alert">
      <p>{fields.length > 0 ? t('file_wrong', { count: fields.length }) : problem.title}</p>
      <ul className={styles.problems}>
        {fields.map(({ path, message, line, column }) => (
          <li key={`${path}${line}${message}`}>
            {line !== undefined && <b>{t('file_place', { line, column: column ?? 1 })}</b>} <code>{path}</code> {message}
          </li>
        ))}
      </ul>
    </section>
  );
}
