import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { data, useRevalidator } from 'react-router';
import { describeInstant, exactTime } from '../../../common/i18n/times.ts';
import { consoleUpkeepMessages } from '../../../common/locales/console-upkeep/index.ts';
import { pageContext } from '../../page-context.ts';
import { watch } from '../../realtime.ts';
import { PageHead } from '../PageHead.tsx';
import { useText } from '../text.tsx';
import { Asleep } from './Asleep.tsx';
import { Backups } from './Backups.tsx';
import { Health } from './Health.tsx';
import { Numbers } from './Numbers.tsx';
import { Stuck } from './Stuck.tsx';
import { UpkeepText, useUpkeepText } from './text.ts';
import { performUpkeep } from './upkeep-actions.ts';
import type { Route } from './+types/UpkeepPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

const shown = 20;
const lookSeconds = 2;

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ops, language, now, timeZone } = context.get(pageContext);
  const query = new URL(request.url).searchParams;
  const page = (name: string) => ({ limit: shown, ...(query.get(name) === null ? {} : { cursor: query.get(name) ?? '' }) });
  const [health, upkeep, jobs, parked, dropped, backups] = await Promise.all([
    ops.readHealth({}), ops.readUpkeep({}), ops.listFailedJobs(page('jobs')), ops.listParkedDeliveries(page('parked')), ops.listDroppedDeliveries(page('dropped')), ops.listBackups(page('backups')),
  ]);
  if (!health.ok || !upkeep.ok || !jobs.ok || !parked.ok || !dropped.ok || !backups.ok) throw data(null, { status: [health, upkeep, jobs, parked, dropped, backups].some((outcome) => !outcome.ok && outcome.refusal.code === 'unavailable') ? 503 : 404 });
  const zone = timeZone;
  const when = (at: string) => ({ at: describeInstant(at, now, zone, language), exact: exactTime(at, zone, language) });
  return {
    texts: consoleUpkeepMessages[language],
    health: { ...health.value, ...when(health.value.at) },
    upkeep: upkeep.value,
    asleep: upkeep.value.asleep === undefined ? undefined : { since: when(upkeep.value.asleep.since).at, backup: when(upkeep.value.asleep.backupOf).at },
    jobs: { items: jobs.value.items.map((job) => ({ ...job, ...when(job.failedAt) })), next: jobs.value.next, paged: query.has('jobs') },
    parked: { items: parked.value.items.map((delivery) => ({ ...delivery, ...when(delivery.parkedAt) })), next: parked.value.next, paged: query.has('parked') },
    dropped: { items: dropped.value.items.map((delivery) => ({ ...delivery, ...when(delivery.droppedAt) })), next: dropped.value.next, paged: query.has('dropped') },
    backups: { items: backups.value.items.map((backup) => ({ ...backup, ...when(backup.startedAt) })), next: backups.value.next, paged: query.has('backups') },
  };
}
type UpkeepData = Awaited<ReturnType<typeof loader>>;

export async function action({ context, request }: Route.ActionArgs) {
  return performUpkeep(context.get(pageContext), await request.formData());
}

/** Keeps the centre running: health in words, what is stuck, backups, versions and storage. */
export default function UpkeepPage({ loaderData }: Route.ComponentProps) {
  return (
    <UpkeepText texts={loaderData.texts}>
      <Upkeep data={loaderData} />
    </UpkeepText>
  );
}

function Upkeep({ data: { health, upkeep, asleep, jobs, parked, dropped, backups } }: { data: UpkeepData }) {
  const t = useUpkeepText();
  const title = useText()('upkeep');
  const { revalidate, state } = useRevalidator();
  const isBackingUp = backups.items.some((backup) => backup.state === 'running' || backup.state === 'waiting');
  useEffect(() => watch('upkeep', () => void revalidate()), [revalidate]);
  // News tells that a backup began and ended; in between the page looks for itself how far it is.
  useEffect(() => {
    if (!isBackingUp) return undefined;
    const timer = setInterval(() => void revalidate(), lookSeconds * 1000);
    return () => clearInterval(timer);
  }, [isBackingUp, revalidate]);
  return (
    <>
      <PageHead title={title} hint={t('hint')}>
        <Button variant="default" onClick={() => void revalidate()} loading={state === 'loading' && !isBackingUp}>
          {t('look_again')}
        </Button>
      </PageHead>
      {asleep !== undefined && <Asleep {...asleep} upkeep={upkeep} />}
      <Health health={health} />
      <Backups backups={backups} facts={upkeep.backups} asleep={asleep !== undefined} />
      <Stuck jobs={jobs} parked={parked} dropped={dropped} />
      <Numbers upkeep={upkeep} />
    </>
  );
}
