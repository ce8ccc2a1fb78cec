import { Button } from '@mantine/core';
import { useState } from 'react';
import { consoleQueueMessages } from '../../../../common/locales/console-queue/index.ts';
import { pageContext } from '../../../page-context.ts';
import { textOf } from '../../../people/text-of.ts';
import { refused } from '../../deeds.ts';
import { Mark } from '../../PageHead.tsx';
import { mayDo } from '../../people/may-do.ts';
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
import { Paging } from './Paging.tsx';
import { findNamed } from './people.ts';

export { ConsoleError as ErrorBoundary } from '../../ConsoleError.tsx';
export { consoleMeta as meta } from '../../title.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const page = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const from = (name: string) => (query.has(name) ? { cursor: query.get(name) ?? '' } : {});
  const answered = query.get('appeals') === 'answered';
  const person = query.get('person') ?? '';
  const [appeals, strikes, bans, fleets, named, when] = await Promise.all([
    page.ops.listAppeals({ state: answered ? 'answered' : 'open', limit: 50, ...from('appealsAfter') }), page.ops.listStrikes({ limit: 50, ...from('after') }), page.ops.listBans({ limit: 50, ...from('bans') }),
    fleetsFor(page, 'strikes.manage'), person === '' ? undefined : findNamed(page, person), readWhen(page),
  ]);
  if (!appeals.ok || !strikes.ok || !bans.ok) throw new Response(null, { status: 404 });
  return {
    texts: consoleQueueMessages[page.language], fleets, everywhere: mayDo(page.actor, 'strikes.manage'), named, asked: query.has('person'), fleet: query.get('fleet') ?? undefined, answered,
    appeals: appeals.value.items.map((item) => ({ ...item, at: when(item.at), handled: item.handled === undefined ? undefined : { at: when(item.handled.at), by: item.handled.by?.name, answer: item.handled.answer } })), moreAppeals: appeals.value.next,
    strikes: strikes.value.items.map((item) => ({ ...item, at: when(item.at) })), moreStrikes: strikes.value.next,
    bans: bans.value.items.map((item) => ({ ...item, created: when(item.createdAt), end: item.until === undefined ? undefined : when(item.until) })), moreBans: bans.value.next,
  };
}
type StrikesData = Awaited<ReturnType<typeof loader>>;

export async function action({ context, request }: Route.ActionArgs): Promise<QueueDeed> {
  const { ops, explain, timeZone } = context.get(pageContext);
  const form = await request.formData();
  const text = (name: string) => textOf(form, name).trim();
  switch (text('do')) {
    case 'lift-strike': {
      const lifted = await ops.liftStrike({ id: text('id'), reason: text('reason') });
      return lifted.ok ? { ok: true, done: 'done_strike_lifted', undo: { do: 'renew-strike', id: text('id') } } : refused(explain, lifted);
    }
    case 'renew-strike': {
      const renewed = await ops.renewStrike({ id: text('id') });
      return renewed.ok ? { ok: true, done: 'done_strike_renewed' } : refused(explain, renewed);
    }
    case 'lift-ban': {
      const lifted = await ops.liftBan({ id: text('id'), reason: text('reason') });
      return lifted.ok ? { ok: true, done: 'done_ban_lifted', undo: { do: 'renew-ban', id: text('id') } } : refused(explain, lifted);
    }
    case 'renew-ban': {
      const renewed = await ops.renewBan({ id: text('id') });
      return renewed.ok ? { ok: true, done: 'done_ban_renewed' } : refused(explain, renewed);
    }
    case 'undo-ban': {
      const undone = await ops.undoBan({ id: text('id') });
      return undone.ok ? { ok: true, done: 'done_ban_undone' } : refused(explain, undone);
    }
    case 'appeal': {
      const grant = text('grant') === 'yes';
      const answered = await ops.answerAppeal({ id: text('id'), grant, answer: text('answer') });
      return answered.ok ? { ok: true, done: grant ? 'done_appeal_granted' : 'done_appeal_declined', undo: { do: 'reopen-appeal', id: text('id') } } : refused(explain, answered);
    }
    case 'reopen-appeal': {
      const reopened = await ops.undoAppealAnswer({ id: text('id') });
      return reopened.ok ? { ok: true, done: 'done_appeal_reopened' } : refused(explain, reopened);
    }
    default: {
      const day = text('until');
      const zone = timeZone;
      const added = await ops.banPerson({ person: text('person'), reason: text('reason'), ...(text('fleet') === '' ? {} : { fleet: text('fleet') }), ...(/^\d{4}-\d\d-\d\d$/.test(day) ? { until: instantOf(`${day}T23:59`, zone) } : {}), ...(text('takeOut') === 'yes' ? { takeOut: true } : {}) });
      return added.ok ? { ok: true, done: 'done_ban_added', undo: { do: 'undo-ban', id: added.value.id } } : refused(explain, added);
    }
  }
}

/** Appeals that wait, who was counted, and who is admitted no more. */
export default function StrikesPage({ loaderData }: Route.ComponentProps) {
  return <QueueText texts={loaderData.texts}><Strikes data={loaderData} /></QueueText>;
}

function Strikes({ data: { appeals, strikes, bans, fleets, everywhere, named, asked, fleet, answered, moreAppeals, moreStrikes, moreBans } }: { data: StrikesData }) {
  const t = useQueueText();
  const [lifting, setLifting] = useState<Lifted>();
  const [barring, setBarring] = useState(asked);
  const { send } = useQueueDeeds();
  return (
    <AdmissionFrame hint={t('strikes_hint')}>
      <Appeals appeals={appeals} answered={answered} next={moreAppeals} answer={(fields) => send({ do: 'appeal', ...fields })} />
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
        <Paging name="after" next={moreStrikes} />
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
        <Paging name="bans" next={moreBans} />
      </section>
      {lifting !== undefined && <LiftDialog lifted={lifting} undoBy={send} close={() => setLifting(undefined)} />}
      {barring && <BanDialog fleets={fleets} everywhere={everywhere} person={named} fleet={fleet} undoBy={send} close={() => setBarring(false)} />}
    </AdmissionFrame>
  );
}
