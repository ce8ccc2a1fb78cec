import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { identityKinds, type IdentityKind } from '../../../../common/contract/people.ts';
import type { ShownEvidence } from './evidence-data.ts';
import { PullRequest } from './PullRequest.tsx';
import { marks } from './QueueList.tsx';
import { useQueueText } from './text.ts';
import styles from './queue.module.css';

/** Everything that an application is decided by: what was answered and found first, what was before below. */
export function EvidencePane({ name, evidence, failed, again }: { name: string; evidence: ShownEvidence | undefined; failed: boolean; again(): void }) {
  const t = useQueueText();
  if (failed) return <div className={styles.failed} role="alert"><p>{t('evidence_failed')}</p><Button variant="default" onClick={again}>{t('evidence_again')}</Button></div>;
  if (evidence === undefined) {
    return (
      <div className={styles.card} aria-busy="true">
        <h2>{name}</h2>
        <p className={styles.skeleton}><span className={styles.hidden}>{t('evidence_loading')}</span></p>
        <p className={styles.skeleton} />
        <p className={styles.skeleton} />
      </div>
    );
  }
  const { person, mayReadPeople, submitted, entrance, priority, fleetName, claimed, grace, uidOwed, fleet, ended } = evidence;
  return (
    <div className={styles.card}>
      <header>
        <h2>{person !== undefined && mayReadPeople ? <Link to={`/console/people/${person.id}`}>{name}</Link> : name}</h2>
        <p className={styles.facts} title={submitted.exact}>{fleetName} · {t('submitted', { at: submitted.words, entrance: t(`entrance.${entrance}`) })}{priority === undefined ? '' : ` · ${t(`priority.${priority}`)}`}</p>
        {claimed !== undefined && <p className={styles.claimed}>{claimed.mine ? t('claimed_mine', { until: claimed.until.words }) : t('claimed_by', { name: claimed.name, until: claimed.until.words })}</p>}
        {ended !== undefined && <p className={styles.claimed}>{t(`ended.${ended}`)}</p>}
        {uidOwed !== undefined && <p className={styles.claimed}><span title={uidOwed.until.exact}>{t(uidOwed.overdue ? 'uid_overdue' : 'uid_owed', { until: uidOwed.until.words })}</span>{uidOwed.overdue && <> <Link to={`/console/groups/${fleet}`}>{t('uid_overdue_members')}</Link></>}</p>}
        {grace !== undefined && <p className={styles.claimed}>{t('grace')}</p>}
      </header>
      <Answers evidence={evidence} />
      <Findings evidence={evidence} />
      <Facts evidence={evidence} />
      <Before evidence={evidence} />
    </div>
  );
}

const accountKinds: ReadonlySet<string> = new Set(identityKinds);

const answered = ['realName', 'reason', 'question', 'uid', 'pullRequest'] as const;

function Answers({ evidence: { answers, pullRequest } }: { evidence: ShownEvidence }) {
  const t = useQueueText();
  const given = answered.filter((field) => answers[field] !== undefined);
  return (
    <Part title={t('answers')}>
      {given.length === 0 && answers.uidUnreachable !== true ? <p className={styles.none}>{t('answers_none')}</p> : (
        <dl className={styles.pairs}>
          {given.map((field) => (
            <div key={field}>
              <dt>{t(`answer.${field}`)}</dt>
              <dd>{field === 'pullRequest' ? <PullRequest typed={answers.pullRequest ?? ''} pullRequest={pullRequest} /> : answers[field]}</dd>
            </div>
          ))}
        </dl>
      )}
      {answers.uidUnreachable === true && <p>{t('answer_unreachable')}</p>}
      {(answers.readings ?? []).length > 0 && <p className={styles.none}>{t('answer_readings', { count: answers.readings?.length ?? 0 })}</p>}
    </Part>
  );
}

function Findings({ evidence: { findings } }: { evidence: ShownEvidence }) {
  const t = useQueueText();
  return (
    <Part title={t('findings')}>
      <ul className={styles.findings}>
        {findings.map(({ check, verdict, text, effect }) => (
          <li key={check} data-verdict={verdict}>
            <span className={styles.mark} data-verdict={verdict} aria-hidden="true">{marks[verdict]}</span>
            <span className={styles.hidden}>{t(effect === 'skipped' ? 'skipped' : `verdict.${verdict}`)}</span>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Facts({ evidence }: { evidence: ShownEvidence }) {
  const t = useQueueText();
  const { person, strikes, wanted } = evidence;
  return (
    <Part title={t('applicant')}>
      <dl className={styles.pairs}>
        {wanted !== undefined && <div><dt>{t('wanted')}</dt><dd>{wanted}</dd></div>}
        <div><dt>{t('landing')}</dt><dd>{landingWords(t, evidence)}</dd></div>
        <div><dt>{t('strikes')}</dt><dd>{strikes.counted === 0 && strikes.items.length === 0 ? t('strikes_none') : t('strikes_count', { counted: strikes.counted, chances: strikes.chances })}</dd></div>
        {(person?.accounts ?? []).map(({ kind, shown, proven }) => (
          <div key={`${kind} ${shown}`}><dt>{accountKinds.has(kind) ? t(`account.${kind as IdentityKind}`) : kind}</dt><dd>{shown} <small>{t(proven ? 'accounts_proven' : 'accounts_claimed')}</small></dd></div>
        ))}
      </dl>
      {person !== undefined && <p className={styles.facts}><Link to={`/console/applications/strikes?person=${person.id}`}>{t('ban_new')}</Link></p>}
    </Part>
  );
}

/** Where an approval leads at this moment. */
function landingWords(t: ReturnType<typeof useQueueText>, { landing, state }: ShownEvidence): string {
  if (landing !== undefined && landing.waiting > 0) return t('landing_waiting', { waiting: landing.waiting });
  if (landing?.group === undefined) return t(state === 'waitlisted' ? 'landing_none_now' : 'landing_none');
  return t(landing.fromReserve ? 'landing_reserve' : 'landing_group', { group: landing.group });
}

function Before({ evidence: { earlier, siblings, decisions } }: { evidence: ShownEvidence }) {
  const t = useQueueText();
  return (
    <>
      <Part title={t('earlier')}>
        {earlier.length === 0 ? <p className={styles.none}>{t('earlier_none')}</p> : (
          <ul className={styles.lines}>{earlier.map((one) => <li key={one.id}><time title={one.at.exact}>{one.at.words}</time> {one.fleetName} · {t(`state.${one.state}`)}{one.ended === undefined ? '' : ` · ${t(`out.${one.ended}`)}`}{one.counted ? ` · ${t('earlier_counted')}` : ''}{one.reason === undefined ? '' : ` · ${one.reason}`}</li>)}</ul>
        )}
      </Part>
      <Part title={t('siblings')}>
        {siblings.length === 0 ? <p className={styles.none}>{t('siblings_none')}</p> : (
          <ul className={styles.lines}>{siblings.map((one) => <li key={`${one.fleet} ${one.group}`}>{one.group === '' ? one.fleetName : one.group} <time title={one.since.exact}>{one.since.words}</time></li>)}</ul>
        )}
      </Part>
      <Part title={t('decisions')}>
        <ul className={styles.lines}>{decisions.map((one, index) => <li key={index}><time title={one.at.exact}>{one.at.words}</time> {t(`decision.${one.decision}`)} · {one.by?.name ?? t('decided_by_rules')}{one.counted ? ` · ${t('decision_counted')}` : ''}{one.undone ? t('decision_undone') : ''}{one.reason === undefined ? '' : ` · ${one.reason}`}</li>)}</ul>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
