import type { FleetView, GroupView, TopicView } from '../../../common/contract/support.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { listWords } from '../../../common/i18n/words.ts';
import { adviserMessages } from '../../../common/locales/adviser/index.ts';
import { Markdown } from '../../public/Markdown.tsx';
import { useFleetNow, type FleetNow } from '../strip.ts';
import { usePageTexts, useViewing } from '../viewing.ts';
import { Away, Value } from './Entries.tsx';
import { GroupBadge, termClass } from './GroupBadge.tsx';
import { QrCode } from './QrCode.tsx';
import { SeatBar } from './SeatBar.tsx';

/** What people talk about, and the groups in which they do. [000][002] */
export function Topics({ topics, searchable }: { topics: readonly TopicView[]; searchable: boolean }) {
  const t = usePageTexts();
  if (topics.length === 0) return null;
  return (
    <section className="part" id="groups">
      <h2>{t('groups')}</h2>
      <div className="topics">
        {topics.map((topic) => <TopicCard key={topic.key} topic={topic} />)}
      </div>
      {searchable && <p className="links"><a href="/find">{t('find_group')}</a></p>}
    </section>
  );
}

function TopicCard({ topic }: { topic: TopicView }) {
  const t = usePageTexts();
  const { example } = useViewing();
  return (
    <article className="card topic" id={`topic-${topic.key}`}>
      <h3>{topic.name}</h3>
      {topic.description !== undefined && <p>{topic.description}</p>}
      {topic.fleets.map((fleet) => <FleetPart key={fleet.key} fleet={fleet} topic={topic.name} />)}
      {topic.rules !== undefined && <div className="note"><Markdown text={topic.rules} example={example} headings={4} /></div>}
      {topic.offTopicTo !== undefined && <p className="links">{t('off_topic')} <a href={`#topic-${topic.offTopicTo.key}`}>{topic.offTopicTo.name}</a></p>}
      <Documents documents={topic.documents} />
      {topic.note !== undefined && <p className="note">{topic.note}</p>}
    </article>
  );
}

/** Full and nearly full groups say what that means, once a fleet. [000] */
function FleetPart({ fleet, topic }: { fleet: FleetView; topic: string }) {
  const t = usePageTexts();
  const now = useFleetNow(fleet.key);
  const { target, divertAt, freezeAt } = fleet;
  const groups = fleet.groups.map((group) => ({ ...group, intake: now?.groups.find(({ key }) => key === group.key)?.intake ?? group.intake }));
  return (
    <section className="fleet" id={`fleet-${fleet.key}`}>
      {fleet.name !== topic && <h4>{fleet.name}</h4>}
      {groups.map((group) => <GroupLine key={group.key} group={group} fleet={fleet} now={now} />)}
      {groups.some(({ intake }) => intake === 'frozen') && <p className="note small">{t('frozen_why', { target, freezeAt })}</p>}
      {groups.some(({ intake }) => intake === 'diverting') && <p className="note small">{t('diverting_why', { target, divertAt })}</p>}
      {now !== undefined && <p className="links"><a className="button" href={`/g/${now.address}`}>{t(now.landing.kind === 'waitlist' ? 'join_wait' : now.applies ? 'join_fleet' : 'join_page')}<span className="hidden"> {fleet.name}</span></a></p>}
      <JoinTerms fleet={fleet} />
      <Documents documents={fleet.documents} />
      {fleet.note !== undefined && <p className="note small">{fleet.note}</p>}
    </section>
  );
}

/** Where one applies, number and name are there to be recognised; the way in leads through the application. */
function GroupLine({ group, fleet, now }: { group: GroupView; fleet: FleetView; now: FleetNow | undefined }) {
  const t = usePageTexts();
  const { intake } = group;
  const seats = now?.groups.find(({ key }) => key === group.key);
  const name = seats?.name ?? group.name;
  const direct = now?.applies !== true;
  // No link leads into a group that takes nobody. [000]
  const open = direct && (intake === 'open' || intake === 'diverting');
  return (
    <div className={`group${termClass(group.term)}`}>
      {group.term !== undefined && <GroupBadge group={group} />}
      <b>{name}</b>
      {intake !== 'open' && (intake === 'diverting' || group.term === undefined) && <span className={`small intake-${intake}`}>{t(`intake_${intake}`)}</span>}
      {seats !== undefined && seats.counted !== 'never' && <><span className="small muted">{t('heads', { heads: seats.heads, target: seats.target })}</span><SeatBar {...seats} term={group.term} /></>}
      <div className="entries">
        {group.number !== undefined && <Value label={t('group_number')} value={group.number} />}
        {group.handle !== undefined && group.handle !== name && <Value label={t('group_handle')} value={group.handle} />}
        {open && group.link !== undefined && <Away to={group.link} className="button">{t('group_link')}</Away>}
        {open && group.link !== undefined && <QrCode name={name} code={`/qr/groups/${fleet.key}/${group.key}`} className="button" />}
        {open && group.number === undefined && group.link === undefined && group.handle === undefined && <span className="muted small">{t('group_no_way')}</span>}
      </div>
      <Lines lines={group.conditions} />
      <Documents documents={group.documents} />
      {group.note !== undefined && <p className="small muted">{group.note}</p>}
    </div>
  );
}

function JoinTerms({ fleet: { howToJoin, asks, conditions, audience, readings } }: { fleet: FleetView }) {
  const t = usePageTexts();
  const { language } = useViewing();
  const words = translator(adviserMessages, language);
  const restricted = audience.length > 0 && !audience.includes('everyone');
  const hasTerms = howToJoin.length + asks.length + conditions.length + readings.length > 0 || restricted;
  if (!hasTerms) return null;
  return (
    <details className="fold line-fold">
      <summary>{t('join_how')}</summary>
      <dl className="terms">
        {restricted && <Term name={t('join_audience')}>{listWords(audience.map((one) => words(`audience_${one}`)), language)}</Term>}
        {howToJoin.length > 0 && <Term name={t('join_steps')}><ol className="steps">{howToJoin.map((step) => <li key={step}>{step}</li>)}</ol></Term>}
        {conditions.length > 0 && <Term name={t('join_conditions')}><Lines lines={conditions} /></Term>}
        {asks.length > 0 && <Term name={t('join_asks')}><Lines lines={asks} /></Term>}
        {readings.length > 0 && (
          <Term name={t('read_first')}>
            <ul className="dots">{readings.map(({ key, title }) => <li key={key}><a href={`/readings/${key}`}>{title}</a></li>)}</ul>
          </Term>
        )}
      </dl>
    </details>
  );
}

function Term({ name, children }: { name: string; children: React.ReactNode }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return <ul className="dots">{lines.map((line) => <li key={line}>{line}</li>)}</ul>;
}

/** Links to documents elsewhere. */
export function Documents({ documents }: { documents: readonly { title: string; url: string }[] }) {
  if (documents.length === 0) return null;
  return <ul className="dots links">{documents.map(({ title, url }) => <li key={url}><Away to={url}>{title}</Away></li>)}</ul>;
}
