import type { z } from 'zod';
import { raidSettingsSchema, type endRaidSchema, type RaidSettings, type raidStateSchema, type raidStatesSchema, type updateRaidSettingsSchema } from '../../../common/contract/raids.ts';
import { done, refuse, type Database, type Outcome, type Work } from '../../platform/index.ts';
import type { JobWork } from '../../platform/jobs/index.ts';
import type { RaidMode } from '../ports.ts';
import { fleetNames, fleetsWhere } from '../reach.ts';
import { burstMilliseconds, burstThreshold, lookForRaid, raidEnd, raidIsOn } from '../rules/raid.ts';
import { countRecent, endRaidNow, findRaid, openRaids, putRaid, putRaidSettings, readRaidSettings, takeNews, usualRate, type KeptRaid } from './store/raids.ts';

type Settings = Omit<RaidSettings, 'revision'>;
const usualSettings: RaidSettings = raidSettingsSchema.parse({ revision: 0 });

export async function raidSettingsOf(db: Database): Promise<RaidSettings> {
  const kept = await readRaidSettings(db);
  return kept === undefined ? usualSettings : { ...kept.settings, revision: kept.revision };
}

/** Between two looks at the numbers of a fleet; what usually comes is looked up less often. */
const lookMilliseconds = 5_000;
const usualMilliseconds = 3_600_000;
/** So many fleets are remembered between looks. */
const mostRemembered = 5_000;

type Remembered = { lookedAt: number; until: number; usual: number; usualAt: number; /** So many are a burst; undefined while bursts are not looked for. */ threshold: number | undefined; endedAt: number };

/**
 * Whether people have to look at a fleet's applications. Counting costs as much as there is to count, so that a process looks at a fleet's
 * numbers every few seconds, counts no further than the burst, and remembers. What is decided is kept in the database, for all programs. In
 * between, whoever is about to be decided is counted with those before them: a burst of a second is seen by the one that makes it.
 */
export function createRaidMode(): RaidMode {
  const remembered = new Map<string, Remembered>();
  const raid: RaidMode & Required<Pick<RaidMode, 'tips'>> = {
    async isOn({ db, now }, { fleet }) {
      const time = now.getTime();
      const before = remembered.get(fleet);
      if (before !== undefined && time >= before.lookedAt && time - before.lookedAt < lookMilliseconds) return time < before.until;
      const fresh = before !== undefined && time - before.usualAt < usualMilliseconds && time >= before.usualAt;
      const usual = fresh ? before.usual : await usualRate(db, fleet, now);
      const looked = await look(db, fleet, usual, now);
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(fleet, { lookedAt: time, usual, usualAt: fresh ? before.usualAt : time, ...looked });
      return time < looked.until;
    },
    async tips({ db, now }, { fleet }) {
      const known = remembered.get(fleet);
      if (known === undefined) return raid.isOn({ db, now }, { fleet });
      if (known.threshold === undefined) return false;
      const since = Math.max(now.getTime() - burstMilliseconds, known.endedAt);
      if ((await countRecent(db, fleet, new Date(since), known.threshold)) < known.threshold) return false;
      // The next look writes it down: this transaction may come to nothing.
      remembered.set(fleet, { ...known, lookedAt: Number.NEGATIVE_INFINITY });
      return true;
    },
  };
  return raid;
}

/** Whether a raid that was seen goes on, for who only reads: nothing is counted, and nothing written down. */
export async function raidStands({ db, now }: Pick<Work, 'db' | 'now'>, fleet: string): Promise<boolean> {
  const [settings, raid] = [await raidSettingsOf(db), await findRaid(db, fleet)];
  return settings.enabled && raid !== undefined && raidIsOn(raid, settings, now.getTime());
}

/** Looks at the numbers and writes down what follows; `until`: when the raid ends, in milliseconds, or 0. */
async function look(db: Database, fleet: string, usual: number, now: Date): Promise<Pick<Remembered, 'until' | 'threshold' | 'endedAt'>> {
  const [settings, before] = [await raidSettingsOf(db), await findRaid(db, fleet)];
  if (!settings.enabled) return { until: 0, threshold: undefined, endedAt: 0 };
  const threshold = burstThreshold(settings, usual);
  // What came before somebody ended a raid begins no new one.
  const endedAt = before?.endedAt ?? 0;
  const since = Math.max(now.getTime() - burstMilliseconds, endedAt);
  const recent = await countRecent(db, fleet, new Date(since), threshold);
  const raid = lookForRaid(before, { recent, usual }, settings, now.getTime());
  if (raid !== undefined && raid !== before) await putRaid(db, { ...raid, fleet, recent, usual });
  return { until: raid !== undefined && raidIsOn(raid, settings, now.getTime()) ? raidEnd(raid, settings) : 0, threshold, endedAt };
}

/** Tells of raids that began and that ended, each once. */
export async function tellOfRaids(work: JobWork): Promise<void> {
  const settings = await raidSettingsOf(work.db);
  for (const raid of await openRaids(work.db)) {
    await work.step(async ({ db, publish }) => {
      const event = { subject: raid.fleet, data: { fleet: raid.fleet, scope: { kind: 'fleet', key: raid.fleet } } };
      if (!raid.beginTold && (await takeNews(db, raid.fleet, 'began_told_at', work.now))) await publish({ name: 'raid.began', ...event });
      if (!raidIsOn(raid, settings, work.now.getTime()) && (await takeNews(db, raid.fleet, 'end_told_at', work.now))) await publish({ name: 'raid.ended', ...event });
    });
  }
}

type Shown = z.input<typeof raidStateSchema>;

async function shown(work: Work, raids: readonly KeptRaid[], settings: Settings): Promise<Shown[]> {
  const names = await fleetNames(work.db, raids.map(({ fleet }) => fleet), work.language);
  return raids.map((raid) => ({ fleet: raid.fleet, fleetName: names.get(raid.fleet) ?? raid.fleet, since: new Date(raid.since).toISOString(), until: new Date(raidEnd(raid, settings)).toISOString(), recent: raid.recent, usual: raid.usual }));
}

/** The raids that go on, of the fleets in which the reader decides. */
export async function readRaidStates(work: Work): Promise<Outcome<z.input<typeof raidStatesSchema>>> {
  const settings = await raidSettingsOf(work.db);
  const mine = fleetsWhere(work.actor, 'applications.decide');
  const on = (await openRaids(work.db)).filter((raid) => (mine === 'all' || mine.includes(raid.fleet)) && raidIsOn(raid, settings, work.now.getTime()));
  return done({ items: await shown(work, on, settings) });
}

/** Ends a raid by hand; it begins again only by what comes from now on. */
export async function endRaid(work: Work, { fleet }: z.output<typeof endRaidSchema>): Promise<Outcome<{ fleet: string }>> {
  const [settings, raid] = [await raidSettingsOf(work.db), await findRaid(work.db, fleet)];
  if (raid === undefined || !raidIsOn(raid, settings, work.now.getTime())) return refuse('not_found');
  await endRaidNow(work.db, fleet, work.now);
  await work.audit({ subjectKind: 'raid', subjectKey: fleet, before: { since: new Date(raid.since).toISOString() }, after: { endedAt: work.now.toISOString() } });
  return done({ fleet });
}

export async function showRaidSettings(work: Work): Promise<Outcome<z.input<typeof raidSettingsSchema>>> {
  return done(await raidSettingsOf(work.db));
}

export async function updateRaidSettings(work: Work, { revision, ...settings }: z.output<typeof updateRaidSettingsSchema>): Promise<Outcome<z.input<typeof raidSettingsSchema>>> {
  const { revision: _revision, ...before } = await raidSettingsOf(work.db);
  const now = await putRaidSettings(work.db, settings, revision);
  if (now === undefined) return refuse('stale_revision');
  await work.audit({ subjectKind: 'raid_settings', subjectKey: 'centre', before, after: settings });
  return done({ ...settings, revision: now });
}
