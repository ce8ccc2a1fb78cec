import type { Evidence } from '../../../../common/contract/admission.ts';
import { useQueueText } from './text.ts';
import styles from './queue.module.css';

/** A pull request that was named, to be opened beside the application: how it stands, where, and whose it is. [000] */
export function PullRequest({ typed, pullRequest }: { typed: string; pullRequest: Evidence['pullRequest'] }) {
  const t = useQueueText();
  if (pullRequest === undefined) return <>{typed}</>;
  const { url, title, state, repository, listed, author, own } = pullRequest;
  return (
    <>
      {url.startsWith('https://') ? <a href={url} target="_blank" rel="noreferrer">{title ?? typed}</a> : (title ?? typed)}
      <small className={styles.pull}>
        <span data-state={state}>{t(`pull.${state}`)}</span>
        {repository !== undefined && <span>{listed === undefined ? repository : t(listed ? 'pull_listed' : 'pull_not_listed', { repository })}</span>}
        {author !== undefined && <span>{t(own === undefined ? 'pull_author_unproven' : own ? 'pull_author_own' : 'pull_author_other', { author })}</span>}
      </small>
    </>
  );
}
