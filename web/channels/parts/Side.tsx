import { useContext } from 'react';
import type { SupportPage, TopicView } from '../../../common/contract/support.ts';
import { describeDifferingDay, describeHolidays, describeHours } from '../../../common/i18n/times.ts';
import { StripContext } from '../strip.ts';
import { usePageTexts, useViewing } from '../viewing.ts';
import { GroupBadge } from './GroupBadge.tsx';

/** How many questions stand beside the answer; all are below. */
const mostQuestions = 6;
const mostGroups = 8;

/** Beside the answer: the groups at a glance, what to read first, the standard hours, and where the rest of the page is. */
export function Side({ page }: { page: SupportPage }) {
  const t = usePageTexts();
  return (
    <div className="side">
      {page.topics.some(({ fleets }) => fleets.length > 0) && (
        <section className="card">
          <h2>{t('groups_join')}</h2>
          <ul className="strip">
            {page.topics.map((topic) => <TopicLine key={topic.key} topic={topic} />)}
          </ul>
        </section>
      )}
      {page.readings.length + page.questions.length > 0 && (
        <section className="card">
          <h2>{t('readings')}</h2>
          <ul>
            {page.readings.map(({ key, title }) => <li key={key}><a href={`/readings/${key}`}>{title}</a></li>)}
            {page.questions.slice(0, mostQuestions).map(({ key, question }) => <li key={key}><a href={`#question-${key}`}>{question}</a></li>)}
          </ul>
        </section>
      )}
      <StandardHours page={page} />
      <PageParts page={page} />
    </div>
  );
}

function TopicLine({ topic: { key, name, fleets } }: { topic: TopicView }) {
  const strip = useContext(StripContext);
  const standing = (fleet: string, group: string) => strip.find((one) => one.key === fleet)?.groups.find((one) => one.key === group);
  const named = fleets.flatMap((fleet) => fleet.groups.filter(({ term }) => term !== undefined).map((group) => ({ fleet: fleet.key, group: { ...group, intake: standing(fleet.key, group.key)?.intake ?? group.intake }, seats: countedOnly(standing(fleet.key, group.key)) })));
  // A long line of groups is shown by those that one can still join.
  const shown = named.length > mostGroups ? named.filter(({ group: { intake } }) => intake === 'open' || intake === 'diverting').slice(0, mostGroups) : named;
  return (
    <li>
      <a className="name" href={strip.length === 0 ? `#topic-${key}` : `/g/${key}`}>{name}</a>
      {shown.map(({ fleet, group, seats }) => <GroupBadge key={`${fleet}/${group.key}`} group={group} seats={seats} />)}
    </li>
  );
}

/** Heads that nobody counted are not shown. */
function countedOnly<Group extends { counted: string }>(group: Group | undefined): Group | undefined {
  return group?.counted === 'never' ? undefined : group;
}

function StandardHours({ page: { advice: { standardHours: { hours } } } }: { page: SupportPage }) {
  const t = usePageTexts();
  const { language } = useViewing();
  if (hours === undefined) return null;
  const holidays = describeHolidays(hours, language);
  return (
    <section className="card">
      <h2>{t('hours')}</h2>
      <p>{describeHours(hours, language)}</p>
      {holidays !== undefined && <p className="small muted">{holidays}</p>}
      {hours.note !== undefined && <p className="small muted">{hours.note}</p>}
      {hours.soon.length > 0 && (
        <>
          <h3 className="label">{t('hours_soon')}</h3>
          <ul className="small">{hours.soon.map((day) => <li key={day.date}>{describeDifferingDay(day, language)}</li>)}</ul>
        </>
      )}
    </section>
  );
}

/** Which parts the page has, in the order in which they come. */
function PageParts({ page }: { page: SupportPage }) {
  const t = usePageTexts();
  const parts = [
    { id: 'channels', title: t('channels'), shown: page.channels.length > 0 },
    { id: 'groups', title: t('groups'), shown: page.topics.length > 0 },
    { id: 'scope', title: t('scope'), shown: page.scope.length > 0 },
    { id: 'services', title: t('services'), shown: page.services.length > 0 },
    { id: 'questions', title: t('questions'), shown: page.questions.length > 0 },
    { id: 'safety', title: t('safety'), shown: page.safetyNotes.length > 0 },
    { id: 'contacts', title: t('contacts'), shown: page.contacts.length > 0 },
    { id: 'about', title: t('about'), shown: page.about !== undefined || page.website !== undefined },
  ].filter(({ shown }) => shown);
  if (parts.length === 0) return null;
  return (
    <nav className="card" aria-label={t('on_this_page')}>
      <p className="jump">{parts.map(({ id, title }) => <a key={id} href={`#${id}`}>{title}</a>)}</p>
    </nav>
  );
}
