import type { JoinFleetPage, JoinPage } from '../../../common/contract/join.ts';
import { listWords } from '../../../common/i18n/words.ts';
import { adviserMessages } from '../../../common/locales/adviser/index.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { Away } from '../../channels/parts/Entries.tsx';
import { termClass } from '../../channels/parts/GroupBadge.tsx';
import { Markdown } from '../../public/Markdown.tsx';
import { useJoining, useJoinTexts } from '../joining.ts';
import { IntakeMark, SeatBadge } from './Seats.tsx';

/** What one must fulfil, before the form. */
export function Conditions({ fleet }: { fleet: JoinFleetPage }) {
  const t = useJoinTexts();
  const { language } = useJoining();
  const restricted = fleet.audience.length > 0 && !fleet.audience.includes('everyone');
  const audience = listWords(fleet.audience.map((one) => translator(adviserMessages, language)(`audience_${one}`)), language);
  const lines = [...(restricted ? [t('audience', { audience })] : []), ...fleet.conditions, ...fleet.checks.filter(({ check }) => check !== 'sibling').map(({ text }) => text)];
  if (lines.length === 0) return null;
  return (
    <section className="part-small">
      <h2>{t('conditions')}</h2>
      <ul className="dots">{lines.map((line) => <li key={line}>{line}</li>)}</ul>
    </section>
  );
}

/** All groups of the fleet as they stand, with what is told about each; one alone only when there is something to tell. [000] */
export function Groups({ fleet }: { fleet: Pick<JoinFleetPage, 'groups'> }) {
  const t = useJoinTexts();
  const [first, ...more] = fleet.groups;
  const isToldAbout = first !== undefined && (first.number !== undefined || first.note !== undefined || first.conditions.length + first.documents.length > 0);
  if (more.length === 0 && !isToldAbout) return null;
  return (
    <section className="card">
      <h2>{t(more.length === 0 ? 'the_group' : 'other_groups')}</h2>
      <ul className="line">
        {fleet.groups.map((group) => (
          <li key={group.key} className={`apart${termClass(group.term)}`}>
            <span><SeatBadge term={group.term} heads={group.heads} target={group.target} counted={group.counted} /> <span className="small">{group.name}</span></span>
            <span className="small"><IntakeMark intake={group.intake} /></span>
            {group.number !== undefined && <span className="small muted">{t('group_number')} <code>{group.number}</code></span>}
            {(group.note !== undefined || group.conditions.length + group.documents.length > 0) && (
              <div className="small told">
                {group.conditions.map((line) => <p key={line}>{line}</p>)}
                {group.note !== undefined && <p className="muted">{group.note}</p>}
                {group.documents.map(({ title, url }) => <p key={url}><Away to={url}>{title}</Away></p>)}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is talked about, and where everything else goes. [002] */
export function Subject({ page }: { page: Pick<JoinPage, 'rules' | 'offTopicTo' | 'documents' | 'note' | 'example'> }) {
  const t = useJoinTexts();
  const { rules, offTopicTo, documents, note, example } = page;
  if (rules === undefined && offTopicTo === undefined && documents.length === 0 && note === undefined) return null;
  return (
    <section className="card">
      {rules !== undefined && <><h2>{t('rules')}</h2><Markdown text={rules} example={example} headings={3} /></>}
      {offTopicTo !== undefined && <p className="links">{t('off_topic')} <a href={`/g/${offTopicTo.key}`}>{offTopicTo.name}</a></p>}
      {documents.length > 0 && <ul className="dots links" aria-label={t('documents')}>{documents.map(({ title, url }) => <li key={url}><Away to={url}>{title}</Away></li>)}</ul>}
      {note !== undefined && <p className="note small">{note}</p>}
    </section>
  );
}

/** Where everybody joins on the platform itself. */
export function Direct({ fleet, code }: { fleet: JoinFleetPage; code: string | undefined }) {
  const t = useJoinTexts();
  const { ways } = fleet;
  return (
    <section className="part-small">
      <h2>{t('direct')}</h2>
      <p className="muted">{t('direct_lead')}</p>
      {ways?.number === undefined && ways?.link === undefined && ways?.handle === undefined && <p className="note">{t('direct_none')}</p>}
      {ways?.number !== undefined && <p className="value big"><span>{t('group_number')}</span> <code data-copy="">{ways.number}</code></p>}
      {ways?.handle !== undefined && <p className="value big"><code data-copy="">{ways.handle}</code></p>}
      {ways?.link !== undefined && <p className="links"><Away to={ways.link} className="button primary">{t('open_link')}</Away></p>}
      {code !== undefined && <figure className="code"><img src={code} alt={t('share_alt', { name: fleet.landing.kind === 'group' ? fleet.landing.name : fleet.name })} width="200" height="200" loading="lazy" /><figcaption>{t('share_hint')}</figcaption></figure>}
      {!fleet.joinsAtOnce && <p className="links"><a href={`/g/${fleet.key}/scan`}>{t('direct_scan')}</a></p>}
      {(fleet.conditions.length > 0 || fleet.readings.length > 0) && (
        <ul className="dots">
          {fleet.conditions.map((line) => <li key={line}>{line}</li>)}
          {fleet.readings.map(({ key, title }) => <li key={key}><a href={`/readings/${key}`}>{title}</a></li>)}
        </ul>
      )}
      {fleet.steps.length > 0 && <><h3>{t('steps')}</h3><ol className="steps">{fleet.steps.map((step) => <li key={step}>{step}</li>)}</ol></>}
    </section>
  );
}
