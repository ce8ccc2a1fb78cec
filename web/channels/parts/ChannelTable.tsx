import type { ChannelView, HoursView } from '../../../common/contract/support.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { describeHours, describeMeasured, describePromise } from '../../../common/i18n/times.ts';
import { listWords } from '../../../common/i18n/words.ts';
import { adviserMessages } from '../../../common/locales/adviser/index.ts';
import { Icon } from '../../public/Icon.tsx';
import { usePageTexts, useViewing } from '../viewing.ts';
import { Entries } from './Entries.tsx';
import { Status } from './Status.tsx';

/** Every channel: a table on a wide screen, cards on a phone. */
export function ChannelTable({ channels }: { channels: readonly ChannelView[] }) {
  const t = usePageTexts();
  return (
    <section className="part" id="channels">
      <h2>{t('channels')}</h2>
      <table className="table">
        <caption>{t('channels_caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column_channel')}</th>
            <th scope="col">{t('column_suits')}</th>
            <th scope="col">{t('column_hours')}</th>
            <th scope="col">{t('column_answer')}</th>
            <th scope="col">{t('column_contact')}</th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => <ChannelRow key={channel.key} channel={channel} />)}
        </tbody>
      </table>
    </section>
  );
}

function ChannelRow({ channel }: { channel: ChannelView }) {
  const t = usePageTexts();
  const { language, now, timeZone } = useViewing();
  const words = translator(adviserMessages, language);
  const everyone = channel.audience.length === 0 || channel.audience.includes('everyone');
  return (
    <tr id={`channel-${channel.key}`}>
      <th scope="row">
        <b><Icon of={channel.kind} /> {channel.name}</b>
        {channel.description !== undefined && <p className="small">{channel.description}</p>}
        {channel.note !== undefined && <p className="small">{channel.note}</p>}
      </th>
      <Cell label={t('column_suits')}>
        {channel.suits.length === 0 ? t('anything') : listWords(channel.suits.map((suit) => words(`suit_${suit}`)), language)}
        <br />
        <span className="small muted">
          {everyone ? words('audience_everyone') : listWords(channel.audience.map((audience) => words(`audience_${audience}`)), language)}
          {channel.products.length > 0 && <><br />{t('only_products', { products: listWords(channel.products.map(({ name }) => name), language) })}</>}
        </span>
      </Cell>
      <Cell label={t('column_hours')}>
        <Status status={channel.status} />
        <HoursLines channel={channel} />
      </Cell>
      <Cell label={t('column_answer')}>
        {channel.promise !== undefined && <>{describePromise(channel.promise, now, timeZone, language)}<br /></>}
        <span className="small muted">{describeMeasured(channel.measured, language)}</span>
      </Cell>
      <Cell label={t('column_contact')}>
        <Entries entries={channel.entries} name={channel.name} codes={`/qr/channels/${channel.key}`} />
      </Cell>
    </tr>
  );
}

/** On a phone the column's name stands before the content. */
function Cell({ label, children }: { label: string; children: React.ReactNode }) {
  return <td data-label={label}><div>{children}</div></td>;
}

/** The three kinds of hours, those that say something. [001] */
function HoursLines({ channel: { acceptance, answering, emergency, hoursLabel, status } }: { channel: ChannelView }) {
  const t = usePageTexts();
  const { language } = useViewing();
  const accepted = describeHours(acceptance, language);
  const isStated = (hours: HoursView | undefined): hours is HoursView => hours !== undefined && hours.key !== 'unstated';
  return (
    <ul className="hours-lines small muted">
      {status.state !== 'unstated' && <li>{hoursLabel === undefined || accepted.includes(hoursLabel) ? accepted : `${hoursLabel} · ${accepted}`}</li>}
      {isStated(answering) && answering.key !== acceptance.key && <li>{t('answering_hours', { hours: describeHours(answering, language) })}</li>}
      {isStated(emergency) && <li>{t('emergency_hours', { hours: describeHours(emergency, language) })}</li>}
      {acceptance.publicHolidays === 'china' && <li>{t('holidays_short')}</li>}
    </ul>
  );
}
