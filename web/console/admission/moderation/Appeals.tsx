import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Mark } from '../../PageHead.tsx';
import records from '../../records/records.module.css';
import styles from '../admission.module.css';
import { useQueueText } from '../queue/text.ts';
import type { AppealView } from '../../../../common/contract/moderation.ts';
import type { When } from '../../people/text.ts';
import { changed } from './address.ts';
import { Paging } from './Paging.tsx';

export type ShownAppeal = Omit<AppealView, 'at' | 'handled'> & { at: When; handled: { at: When; by: string | undefined; answer: string } | undefined };
type Answer = (fields: { id: string; grant: 'yes' | 'no'; answer: string }) => void;
type Props = { appeals: readonly ShownAppeal[]; answered: boolean; next: string | undefined; answer: Answer };

/** Who asks for a second look, with what they say and why they were rejected; and what was answered to whom. */
export function Appeals({ appeals, answered, next, answer }: Props) {
  const t = useQueueText();
  const [query] = useSearchParams();
  const which = (one: boolean) => changed(query, { appeals: one ? 'answered' : undefined, appealsAfter: undefined });
  return (
    <section className={records.section} aria-labelledby="appeals">
      <div className={records.sectionHead}>
        <h2 id="appeals">{t('appeals')}</h2>
        <span className={records.buttons}>
          {([false, true] as const).map((one) => <Link key={String(one)} className={records.count ?? ''} aria-current={one === answered} preventScrollReset to={which(one)}>{t(one ? 'appeals_answered' : 'appeals_open')}</Link>)}
        </span>
      </div>
      {appeals.length === 0 ? <p className={records.none}>{t(answered ? 'appeals_answered_none' : 'appeals_none')}</p> : (
        <ul className={records.list}>{appeals.map((appeal) => <Appeal key={appeal.id} appeal={appeal} answer={answer} />)}</ul>
      )}
      <Paging name="appealsAfter" next={next} />
    </section>
  );
}

function Appeal({ appeal: { id, application, person, fleetName, at, text, state, rejectedBecause, handled }, answer }: { appeal: ShownAppeal; answer: Answer }) {
  const t = useQueueText();
  const find = new URLSearchParams({ state: state === 'granted' ? 'in_review' : 'rejected', id: application });
  return (
    <li className={records.row}>
      <span className={records.name}>{person?.name ?? t('someone')}</span>
      <span className={records.detail}>{t('strike_of', { fleet: fleetName, at: at.words })}</span>
      {state !== 'open' && <span className={records.marks}><Mark tone={state === 'granted' ? 'good' : 'plain'}>{t(`appeal_${state}`)}</Mark></span>}
      <span className={records.buttons}><Button component={Link} size="xs" variant="default" to={`/console/applications?${find}`}>{t('appeal_open_application')}</Button></span>
      <div className={styles.block}>
        <p>{text}</p>
        {rejectedBecause !== undefined && <p className={records.none}>{t('appeal_because', { reason: rejectedBecause })}</p>}
        {handled === undefined ? <Answering id={id} answer={answer} /> : <p className={records.hint} title={handled.at.exact}>{t('appeal_answered', { name: handled.by ?? t('someone'), at: handled.at.words, answer: handled.answer })}</p>}
      </div>
    </li>
  );
}

function Answering({ id, answer }: { id: string; answer: Answer }) {
  const t = useQueueText();
  const [words, setWords] = useState('');
  const empty = words.trim() === '';
  return (
    <>
      <Textarea label={t('appeal_answer')} description={t('appeal_answer_hint')} value={words} onChange={(event) => setWords(event.currentTarget.value)} maxLength={1000} autosize minRows={2} />
      <div className={records.paging}>
        <Button size="xs" disabled={empty} onClick={() => answer({ id, grant: 'yes', answer: words.trim() })}>{t('appeal_grant')}</Button>
        <Button size="xs" variant="default" disabled={empty} onClick={() => answer({ id, grant: 'no', answer: words.trim() })}>{t('appeal_decline')}</Button>
      </div>
    </>
  );
}
