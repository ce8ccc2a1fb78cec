import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import records from '../../records/records.module.css';
import styles from '../admission.module.css';
import { useQueueText } from '../queue/text.ts';
import type { AppealView } from '../../../../common/contract/moderation.ts';
import type { When } from '../../people/text.ts';

export type ShownAppeal = Omit<AppealView, 'at'> & { at: When };
type Props = { appeals: readonly ShownAppeal[]; answer(fields: { id: string; grant: 'yes' | 'no'; answer: string }): void };

/** Who asks for a second look, with what they say and why they were rejected. */
export function Appeals({ appeals, answer }: Props) {
  const t = useQueueText();
  return (
    <section className={records.section} aria-labelledby="appeals">
      <div className={records.sectionHead}><h2 id="appeals">{t('appeals')}</h2></div>
      {appeals.length === 0 ? <p className={records.none}>{t('appeals_none')}</p> : (
        <ul className={records.list}>{appeals.map((appeal) => <Appeal key={appeal.id} appeal={appeal} answer={answer} />)}</ul>
      )}
    </section>
  );
}

function Appeal({ appeal: { id, application, person, fleetName, at, text, rejectedBecause }, answer }: { appeal: ShownAppeal } & Pick<Props, 'answer'>) {
  const t = useQueueText();
  const [words, setWords] = useState('');
  const empty = words.trim() === '';
  return (
    <li className={records.row}>
      <span className={records.name}>{person?.name ?? t('someone')}</span>
      <span className={records.detail}>{t('strike_of', { fleet: fleetName, at: at.words })}</span>
      <span className={records.buttons}><Button component={Link} size="xs" variant="default" to={`/console/applications?state=rejected&id=${application}`}>{t('appeal_open_application')}</Button></span>
      <div className={styles.block}>
        <p>{text}</p>
        {rejectedBecause !== undefined && <p className={records.none}>{t('appeal_because', { reason: rejectedBecause })}</p>}
        <Textarea label={t('appeal_answer')} description={t('appeal_answer_hint')} value={words} onChange={(event) => setWords(event.currentTarget.value)} maxLength={1000} autosize minRows={2} />
        <div className={records.paging}>
          <Button size="xs" disabled={empty} onClick={() => answer({ id, grant: 'yes', answer: words.trim() })}>{t('appeal_grant')}</Button>
          <Button size="xs" variant="default" disabled={empty} onClick={() => answer({ id, grant: 'no', answer: words.trim() })}>{t('appeal_decline')}</Button>
        </div>
      </div>
    </li>
  );
}
