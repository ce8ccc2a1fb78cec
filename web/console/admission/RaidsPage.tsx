import { Button, Checkbox, TextInput } from '@mantine/core';
import { data } from 'react-router';
import type { RaidSettings } from '../../../common/contract/raids.ts';
import { describeInstant } from '../../../common/i18n/times.ts';
import { consoleOutsideMessages } from '../../../common/locales/console-outside/index.ts';
import { pageContext } from '../../page-context.ts';
import { refused } from '../deeds.ts';
import { Mark } from '../PageHead.tsx';
import records from '../records/records.module.css';
import styles from '../sign-in/sign-in.module.css';
import type { Route } from './+types/RaidsPage.ts';
import { typed } from './fields.ts';
import { OutsideFrame } from './OutsideFrame.tsx';
import own from './outside.module.css';
import { OutsideText, useOutsideDeeds, useOutsideText, type OutsideDeed } from './text.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language, now, timeZone } = context.get(pageContext);
  const [raids, settings] = await Promise.all([ops.readRaidStates({}), ops.readRaidSettings({})]);
  if (!raids.ok) throw data(null, { status: 404 });
  const zone = timeZone;
  const at = (instant: string) => describeInstant(instant, now, zone, language);
  return {
    texts: consoleOutsideMessages[language], settings: settings.ok ? settings.value : undefined,
    raids: raids.value.items.map(({ fleet, fleetName, since, until, recent, usual }) => ({ fleet, name: fleetName, recent, usual: Math.round(usual * 10) / 10, since: at(since), until: at(until) })),
  };
}

export async function action({ context, request }: Route.ActionArgs): Promise<OutsideDeed> {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  if (typed(form, 'do') === 'end') {
    const ended = await ops.endRaid({ fleet: typed(form, 'fleet') });
    return ended.ok ? { ok: true, done: 'raid_ended', words: { name: typed(form, 'called') }, undo: { do: 'resume', fleet: typed(form, 'fleet'), called: typed(form, 'called') } } : refused(explain, ended);
  }
  if (typed(form, 'do') === 'resume') {
    const resumed = await ops.resumeRaid({ fleet: typed(form, 'fleet') });
    return resumed.ok ? { ok: true, done: 'raid_resumed', words: { name: typed(form, 'called') } } : refused(explain, resumed);
  }
  const number = (name: string) => Number(typed(form, name));
  const saved = await ops.updateRaidSettings({ enabled: form.get('enabled') === 'on', least: number('least'), times: number('times'), quietMinutes: number('quietMinutes'), revision: number('revision') });
  return saved.ok ? { ok: true, done: 'raid_saved' } : refused(explain, saved);
}

type Raid = { fleet: string; name: string; recent: number; usual: number; since: string; until: string };

/** Fleets to which very many apply at once, and what that means. */
export default function RaidsPage({ loaderData: { texts, raids, settings } }: Route.ComponentProps) {
  return <OutsideText texts={texts}><Raids raids={raids} settings={settings} /></OutsideText>;
}

function Raids({ raids, settings }: { raids: readonly Raid[]; settings: RaidSettings | undefined }) {
  const t = useOutsideText();
  const { send } = useOutsideDeeds();
  return (
    <OutsideFrame hint={t('raids_hint')} manages={settings !== undefined}>
      <section className={records.section} aria-labelledby="now">
        <div className={records.sectionHead}><h2 id="now">{t('raids_now')}</h2></div>
        {raids.length === 0 ? <p className={records.none}>{t('raids_none')}</p> : (
          <ul className={styles.list}>
            {raids.map((raid) => (
              <li key={raid.fleet}>
                <div className={styles.main}>
                  <p className={styles.name}><span>{raid.name}</span><Mark tone="bad">{t('nav_raids')}</Mark></p>
                  <p className={styles.facts}>{t('raid_fact', { recent: raid.recent, usual: raid.usual, since: raid.since, until: raid.until })}</p>
                </div>
                <div className={styles.does}><Button size="xs" variant="default" onClick={() => send({ do: 'end', fleet: raid.fleet, called: raid.name })}>{t('raid_end')}</Button></div>
              </li>
            ))}
          </ul>
        )}
      </section>
      {settings !== undefined && <Settings key={settings.revision} settings={settings} />}
    </OutsideFrame>
  );
}

function Settings({ settings }: { settings: RaidSettings }) {
  const t = useOutsideText();
  const { Form, busy, problem } = useOutsideDeeds();
  const wrong = (field: string) => problem?.fields?.find(({ path }) => path === field)?.message;
  return (
    <section className={records.section} aria-labelledby="settings">
      <div className={records.sectionHead}><h2 id="settings">{t('raid_settings')}</h2></div>
      <Form method="post" action="/console/admission/raids" className={own.settings}>
        <input type="hidden" name="revision" value={settings.revision} />
        <Checkbox name="enabled" label={t('raid_enabled')} defaultChecked={settings.enabled} />
        <TextInput name="least" type="number" min={5} label={t('raid_least')} description={t('raid_least_hint')} defaultValue={settings.least} error={wrong('least')} required />
        <TextInput name="times" type="number" min={2} max={100} label={t('raid_times')} defaultValue={settings.times} error={wrong('times')} required />
        <TextInput name="quietMinutes" type="number" min={5} max={1440} label={t('raid_quiet')} defaultValue={settings.quietMinutes} error={wrong('quietMinutes')} required />
        <div className={styles.does}><Button type="submit" disabled={busy}>{t('save')}</Button></div>
      </Form>
    </section>
  );
}
