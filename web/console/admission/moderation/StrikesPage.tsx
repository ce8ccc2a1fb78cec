import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { consoleQueueMessages } from '../../../../common/locales/console-queue/index.ts';
import { pageContext } from '../../../page-context.ts';
import { textOf } from '../../../people/text-of.ts';
import { refused } from '../../deeds.ts';
import { Mark } from '../../PageHead.tsx';
import { readWhen } from '../../people/text.ts';
import records from '../../records/records.module.css';
import { instantOf } from '../../when.ts';
import { AdmissionFrame } from '../AdmissionFrame.tsx';
import { QueueText, useQueueDeeds, useQueueText, type QueueDeed } from '../queue/text.ts';
import type { Route } from './+types/StrikesPage.ts';
import { Appeals } from './Appeals.tsx';
import { BanDialog } from './BanDialog.tsx';
import { fleetsFor } from './fleet-choices.ts';
import { LiftDialog, type Lifted } from './LiftDialog.tsx';

export { ConsoleError as ErrorBoundary } from '../../ConsoleError.tsx';
export { consoleMeta as meta } from '../../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const [cursor, bansFrom] = [query.get('after') ?? undefined, query.get('bans') ?? undefined];
  const [appeals, strikes, bans, fleets, when] = await Promise.all([
    page.ops.listAppeals({ limit: 50 }), page.ops.listStrikes({ limit: 50, ...(cursor === undefined ? {} : { cursor }) }), page.ops.listBans({ limit: 50, ...(bansFrom === undefined ? {} : { cursor: bansFrom }) }),
    fleetsFor(page, 'strikes.manage'), readWhen(page),
  ]);
  if (!appeals.ok || !strikes.ok || !bans.ok) throw new Response(null, { status: 404 });
  return {
    texts: consoleQueueMessages[page.language], fleets, person: query.get('person') ?? '',
    appeals: appeals.value.items.map((item) => ({ ...item, at: when(item.at) })),
    strikes: strikes.value.items.map((item) => ({ ...item, at: when(item.at) })), moreStrikes: strikes.value.next,
    bans: bans.value.items.map((item) => ({ ...item, created: when(item.createdAt), end: item.until === undefined ? undefined : when(item.until) })), moreBans: bans.value.next,
  };
}
type StrikesData = Awaited<ReturnType<typeof loader>>;

export async function action({ context, request }: Route.ActionArgs): Promise<QueueDeed> {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const text = (name: string) => textOf(form, name).trim();
  switch (text('do')) {
    case 'lift-strike': {
      const lifted = await ops.liftStrike({ id: text('id'), reason: text('reason') });
      return lifted.ok ? { ok: true, done: 'done_strike_lifted' } : refused(explain, lifted);
    }
    case 'lift-ban': {
      const lifted = await ops.liftBan({ id: text('id'), reason: text('reason') });
      return lifted.ok ? { ok: true, done: 'done_ban_lifted' } : refused(explain, lifted);
    }
    case 'appeal': {
      const grant = text('grant') === 'yes';
      const answered = await ops.answerAppeal({ id: text('id'), grant, answer: text('answer') });
      return answered.ok ? { ok: true, done: grant ? 'done_appeal_granted' : 'done_appeal_declined' } : refused(explain, answered);
    }
    default: {
      const day = text('until');
      const settings = await ops.readCentreSettings({});
      const zone = settings.ok ? settings.value.settings.timeZone : 'Asia/Shanghai';
      const added = await ops.banPerson({ person: text('person'), reason: text('reason'), ...(text('fleet') === '' ? {} : { fleet: text('fleet') }), ...(/^\d{4}-\d\d-\d\d$/.test(day) ? { until: instantOf(`${day}T23:59`, zone) } : {}) });
      return added.ok ? { ok: true, done: 'done_ban_added' } : refused(explain, added);
    }
  }
}

/** Appeals that wait, who was counted, and who is admitted no more. */
export default function StrikesPage({ loaderData }: Route.ComponentProps) {
  return <QueueText texts={loaderData.texts}><Strikes data={loaderData} /></QueueText>;
}

function Strikes({ data: { appeals, strikes, bans, fleets, person, moreStrikes, moreBans } }: { data: StrikesData }) {
  const t = useQueueText();
  const [lifting, setLifting] = useState<Lifted>();
  const [barring, setBarring] = useState(person !== '');
  const { send } = useQueueDeeds();
  return (
    <AdmissionFrame hint={t('strikes_hint')}>
      <Appeals appeals={appeals} answer={(fields) => send({ do: 'appeal', ...fields })} />
      <section className={records.section} aria-labelledby="strikes">
        <div className={records.sectionHead}><h2 id="strikes">{t('strikes_list')}</h2></div>
        {strikes.length === 0 ? <p className={records.none}>{t('strikes_list_none')}</p> : (
          <ul className={records.list}>
            {strikes.map((strike) => (
              <li key={strike.id} className={records.row}>
                <span className={records.name}>{strike.person?.name ?? t('someone')}</span>
                <span className={records.detail}>{t('strike_of', { fleet: strike.fleetName, at: strike.at.words })}{strike.reason === undefined ? '' : ` · ${strike.reason}`}{strike.lifted === undefined ? '' : ` · ${t('lifted_by', { name: strike.lifted.by?.name ?? t('someone'), reason: strike.lifted.reason })}`}</span>
                <span className={records.marks}><Mark tone={strike.lifted === undefined ? 'bad' : 'plain'}>{strike.lifted === undefined ? t('strike_counted', { count: strike.counted }) : t('strike_lifted')}</Mark></span>
                {strike.lifted === undefined && <span className={records.buttons}><Button size="xs" variant="default" onClick={() => setLifting({ what: 'strike', id: strike.id, name: strike.person?.name ?? t('someone') })}>{t('strike_lift')}</Button></span>}
              </li>
            ))}
          </ul>
        )}
        {moreStrikes !== undefined && <div className={records.paging}><Button component={Link} variant="default" to={`?after=${moreStrikes}`}>{t('queue_next_page')}</Button></div>}
      </section>
      <section className={records.section} aria-labelledby="bans">
        <div className={records.sectionHead}><h2 id="bans">{t('bans')}</h2><Button size="xs" variant="default" onClick={() => setBarring(true)}>{t('ban_new')}</Button></div>
        {bans.length === 0 ? <p className={records.none}>{t('bans_none')}</p> : (
          <ul className={records.list}>
            {bans.map((ban) => (
              <li key={ban.id} className={records.row}>
                <span className={records.name}>{ban.person?.name ?? t('someone')}</span>
                <span className={records.detail}>{t('ban_by', { name: ban.createdBy?.name ?? t('someone'), at: ban.created.words, reason: ban.reason })} · {ban.end === undefined ? t('ban_for_good') : t('ban_until_at', { at: ban.end.words })}{ban.lifted === undefined ? '' : ` · ${t('lifted_by', { name: ban.lifted.by?.name ?? t('someone'), reason: ban.lifted.reason })}`}</span>
                <span className={records.marks}><Mark tone={ban.inForce ? 'bad' : 'plain'}>{t(ban.inForce ? 'ban_in_force' : 'ban_over')}</Mark></span>
                {ban.inForce && <span className={records.buttons}><Button size="xs" variant="default" onClick={() => setLifting({ what: 'ban', id: ban.id, name: ban.person?.name ?? t('someone') })}>{t('ban_lift')}</Button></span>}
              </li>
            ))}
          </ul>
        )}
        {moreBans !== undefined && <div className={records.paging}><Button component={Link} variant="default" to={`?bans=${moreBans}`}>{t('queue_next_page')}</Button></div>}
      </section>
      {lifting !== undefined && <LiftDialog lifted={lifting} close={() => setLifting(undefined)} />}
      {barring && <BanDialog fleets={fleets} person={person} close={() => setBarring(false)} />}
    </AdmissionFrame>
  );
}
