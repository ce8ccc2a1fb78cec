import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight, IconCheck, IconClock, IconInbox, IconLanguage, IconSeeding } from '@tabler/icons-react';
import { Link, redirect } from 'react-router';
import type { TodayCode, TodayItem } from '../../common/contract/today.ts';
import { describeReason } from '../../common/i18n/advice.ts';
import { describeInstant, describeStatus } from '../../common/i18n/times.ts';
import { pageContext } from '../page-context.ts';
import { firstPlace } from './shell/first-place.ts';
import { PageHead, type Tone } from './PageHead.tsx';
import { newEntryPath, sectionPath, type IconComponent } from './sections.ts';
import { statusTone } from './status-tone.ts';
import { useText, type ConsoleText } from './text.tsx';
import { dateInWords, isStandardOpen } from './when.ts';
import styles from './today.module.css';
import type { Route } from './+types/TodayPage.ts';

export { ConsoleError as ErrorBoundary } from './ConsoleError.tsx';
export { consoleMeta as meta } from './title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language, now: clock, actor } = context.get(pageContext);
  const first = actor.kind === 'person' ? firstPlace(actor) : '/console';
  if (first !== '/console') throw redirect(first);
  const [today, support] = await Promise.all([ops.readToday({}), ops.readSupportPage({ language })]);
  const now = support.ok ? support.value.advice.at : clock.toISOString();
  const zone = support.ok ? support.value.timeZone : 'UTC';
  // The banner above every page says that it is an example, with both ways out.
  const items = today.ok ? today.value.items.filter(({ code }) => code !== 'example_shown') : [];
  const best = support.ok ? support.value.advice.best[0] : undefined;
  return {
    items: items.map((item) => ({ ...item, when: item.at?.includes('T') === true ? describeInstant(item.at, now, zone, language) : null })),
    more: today.ok ? today.value.more : 0,
    now: !support.ok
      ? null
      : {
          standardOpen: isStandardOpen(support.value.advice),
          best: best === undefined ? null : { key: best.channel.key, name: best.channel.name, status: describeStatus(best.channel.status, now, zone, language), reasons: best.reasons.map((reason) => describeReason(reason, now, zone, language)) },
          channels: support.value.channels.map(({ key, name, status }) => ({ key, name, tone: statusTone(status.state), status: describeStatus(status, now, zone, language) })),
        },
  };
}

/** The first page: what needs someone, each with the one thing to do, and what visitors are told at this moment. */
export default function TodayPage({ loaderData }: Route.ComponentProps) {
  const t = useText();
  const { items, more, now } = loaderData;
  return (
    <>
      <PageHead title={t('today_title')} />
      <div className={styles.columns}>
        <div>
          {items.length === 0 ? (
            <div className={styles.none}>
              <IconCheck size={20} aria-hidden />
              <p>
                <strong>{t('today_none')}</strong>
                <br />
                {t('today_none_hint')}
              </p>
            </div>
          ) : (
            <ul className={styles.items}>
              {items.map((item) => (
                <TodayLine key={`${item.code}/${item.subject?.key ?? ''}/${item.at ?? ''}`} item={item} />
              ))}
            </ul>
          )}
          {more > 0 && <p className={styles.more}>{t('today_more', { count: more })}</p>}
        </div>
        {now !== null && <Now now={now} />}
      </div>
    </>
  );
}

type Line = TodayItem & { when: string | null };

const looks: Readonly<Record<TodayCode, { icon: IconComponent; tone: Tone }>> = {
  channel_back_overdue: { icon: IconAlertTriangle, tone: 'bad' },
  channel_out_of_order: { icon: IconAlertTriangle, tone: 'bad' },
  holidays_unknown: { icon: IconAlertTriangle, tone: 'bad' },
  proposals_open: { icon: IconInbox, tone: 'soon' },
  no_channels: { icon: IconAlertTriangle, tone: 'bad' },
  channel_without_entries: { icon: IconAlertTriangle, tone: 'soon' },
  example_shown: { icon: IconSeeding, tone: 'info' },
  exception_soon: { icon: IconClock, tone: 'info' },
  holidays_end: { icon: IconClock, tone: 'info' },
  hours_unstated: { icon: IconClock, tone: 'plain' },
  text_missing_language: { icon: IconLanguage, tone: 'plain' },
};

function TodayLine({ item }: { item: Line }) {
  const t = useText();
  const { icon: Icon, tone } = looks[item.code];
  return (
    <li className={styles.item}>
      <span className={styles.icon} data-tone={tone}>
        <Icon size={17} aria-hidden />
      </span>
      <p>{sentence(item, t)}</p>
      <Button component={Link} to={destination(item)} variant="default" size="compact-sm">
        {t(doWords[item.code])}
      </Button>
    </li>
  );
}

const doWords = {
  channel_back_overdue: 'do_check_channel',
  channel_out_of_order: 'do_check_channel',
  holidays_unknown: 'do_check_calendar',
  proposals_open: 'do_read',
  no_channels: 'do_add_channel',
  channel_without_entries: 'do_add_entries',
  example_shown: 'do_adopt',
  exception_soon: 'do_check_calendar',
  holidays_end: 'do_check_calendar',
  hours_unstated: 'do_state_hours',
  text_missing_language: 'do_translate',
} as const satisfies Record<TodayCode, string>;

function destination({ code, subject }: Line): string {
  if (code === 'proposals_open') return '/console/proposals';
  if (code === 'no_channels') return newEntryPath('channels');
  if (subject === undefined || subject.section === 'settings') return '/console/settings';
  return sectionPath(subject.section, subject.key);
}

function sentence({ code, subject, count = 0, fields, at = '', when }: Line, t: ConsoleText): string {
  const name = subject?.section === 'settings' ? t('section.settings') : (subject?.name ?? '');
  switch (code) {
    case 'channel_back_overdue':
      return t('today_channel_back_overdue', { name, at: when ?? '' });
    case 'channel_out_of_order':
      return when === null ? t('today_channel_out_of_order', { name }) : t('today_channel_out_of_order_at', { name, at: when });
    case 'proposals_open':
      return t('today_proposals_open', { count });
    case 'text_missing_language':
      return t('today_text_missing_language', { name, count: fields?.length ?? 0 });
    case 'exception_soon':
      return t('today_exception_soon', { name, at: dateInWords(at, t) });
    case 'holidays_end':
      return t('today_holidays_end', { name, at });
    case 'no_channels':
      return t('today_no_channels');
    case 'example_shown':
      return t('today_example_shown');
    case 'holidays_unknown':
      return t('today_holidays_unknown', { name });
    case 'channel_without_entries':
      return t('today_channel_without_entries', { name });
    case 'hours_unstated':
      return t('today_hours_unstated', { name });
  }
}

function Now({ now }: { now: NonNullable<Route.ComponentProps['loaderData']['now']> }) {
  const t = useText();
  return (
    <aside className={styles.now} aria-labelledby="now">
      <h2 id="now">{t('now_title')}</h2>
      {now.standardOpen !== null && <p className={styles.standard}>{now.standardOpen ? t('now_standard_open') : t('now_standard_closed')}</p>}
      {now.best === null ? (
        <p>{t('now_nothing')}</p>
      ) : (
        <div className={styles.best}>
          <p>
            <strong>{now.best.name}</strong>
          </p>
          <p className={styles.status}>{now.best.status}</p>
          <p>{now.best.reasons.join(' · ')}</p>
        </div>
      )}
      <Link to="/console/adviser" className={styles.try}>
        {t('now_try_other')} <IconArrowRight size={14} aria-hidden />
      </Link>
      {now.channels.length > 0 && <h3>{t('now_channels')}</h3>}
      <ul className={styles.channels}>
        {now.channels.map((channel) => (
          <li key={channel.key}>
            <Link to={sectionPath('channels', channel.key)}>{channel.name}</Link>
            <span data-tone={channel.tone}>{channel.status}</span>
          </li>
        ))}
      </ul>
    </aside>
  );
}
