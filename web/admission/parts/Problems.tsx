import type { Problem } from '../../../common/contract/problem.ts';
import { useJoinTexts } from '../joining.ts';

/** Where the answer to a field of the operation is typed. */
const typedAt = (path: string) => path.replace(/^answers\./, '').split('.')[0] ?? path;

/** What has to be changed, above the form, each leading to its field; it has the focus when the page opens. */
export function Problems({ problem }: { problem: Problem | undefined }) {
  const t = useJoinTexts();
  if (problem === undefined) return null;
  const fields = problem.fields ?? [];
  return (
    // oxlint-disable-next-line jsx-a11y/no-autofocus -- after a refusal the reader begins where it says what is wrong, as with the summaries of GOV.UK; no script is there to do it.
    <div className="note bad" role="alert" id="problems" tabIndex={-1} autoFocus>
      <p><b>{fields.length > 0 && problem.code === 'invalid_input' ? t('wrong') : problem.title}</b></p>
      {fields.length > 0 && <ul className="dots">{fields.map(({ path, message }) => <li key={`${path} ${message}`}><a href={`#${typedAt(path)}`}>{message}</a></li>)}</ul>}
    </div>
  );
}
