import { existsSync } from 'node:fs';
import path from 'node:path';
import { migrations } from '../migrations.ts';
import { errorText, pendingMigrations, programVersion, release, visible } from '../platform/index.ts';
import { createSecrets, keyFileName, readSecretKey } from '../platform/secrets/index.ts';
import { explainStartProblem, StartProblem } from '../platform/start-problem/index.ts';
import { examine, findingInWords, healthInWords, lastGoodBackup, levelInWords, readProgramStarts, type HealthGround, type HealthLevel } from '../upkeep/index.ts';
import { dataFolder } from './open-centre.ts';
import { openPlainDatabase, type PlainDatabase } from './open-database.ts';
import type { UpkeepTold } from './upkeep-told.ts';

const signs: Record<HealthLevel, { sign: string; colour: number }> = { ok: { sign: '✓', colour: 32 }, warning: { sign: '!', colour: 33 }, problem: { sign: '✗', colour: 31 } };
const recentHours = 24;

/** Looks at everything, also when the database is away. Ends with 1 when something needs somebody. */
export async function runDoctor({ json }: { json: boolean }, told: UpkeepTold): Promise<0 | 1> {
  const { configuration, language, say } = told;
  const folder = dataFolder(configuration);
  const opened = await openForDoctor(told);
  try {
    const { level, findings } = await examine({
      configuration, dataFolder: folder, database: opened.database?.open.database, fingerprint: await fingerprintOf(told), migrations, now: new Date(),
      ...(opened.reason === undefined ? {} : { reason: opened.reason }),
    } satisfies HealthGround);
    const words = findings.map((finding) => findingInWords(finding, language));
    const summary = healthInWords(level, findings.filter((finding) => finding.level === level).length, language);
    if (json) say(JSON.stringify({ level, summary, findings: words }, null, 2));
    else {
      const paint = (at: HealthLevel, text: string) => (told.colour ? `\u001b[${signs[at].colour}m${text}\u001b[0m` : text);
      for (const { level: at, title, summary: found, cure } of words) {
        say(`${paint(at, `${signs[at].sign} ${title}`)}  ${at === 'ok' ? '' : `[${levelInWords(at, language)}] `}${visible(found)}`);
        if (cure !== undefined) say(`    → ${visible(cure)}`);
      }
      say(`\n${paint(level, summary)}`);
    }
    return level === 'problem' ? 1 : 0;
  } finally {
    await opened.database?.close();
  }
}

async function openForDoctor({ configuration, language, log, u }: UpkeepTold): Promise<{ database: PlainDatabase | undefined; reason?: string }> {
  try {
    const database = await openPlainDatabase(configuration, log);
    return database === undefined ? { database, reason: sentenceInside(u('nothing_here', { folder: dataFolder(configuration) })) } : { database };
  } catch (error) {
    return { database: undefined, reason: sentenceInside(error instanceof StartProblem ? explainStartProblem(error, language) : errorText(error)) };
  }
}

/** A sentence that stands in another one ends where that one does. */
function sentenceInside(text: string): string {
  return text.replace(/[。.]$/, '');
}

/** Of the key in use. Looking makes none. */
async function fingerprintOf({ configuration }: UpkeepTold): Promise<string | undefined> {
  const folder = dataFolder(configuration);
  if (configuration.SECRET_KEY === undefined && !existsSync(path.join(folder, keyFileName))) return undefined;
  return createSecrets(await readSecretKey({ ...configuration, DATA_DIR: folder })).fingerprint;
}

/** What starting this program would change, and whether it is safe to. Ends with 1 when it could not serve. */
export async function runUpgrade({ json }: { json: boolean }, told: UpkeepTold): Promise<0 | 1> {
  const { u, say, configuration } = told;
  const opened = await openPlainDatabase(configuration, told.log);
  try {
    const database = opened?.open.database;
    const state = database === undefined ? { applied: [], pending: Object.keys(migrations).toSorted(), contracting: [], unknown: [], serveable: true } : await pendingMigrations(database, migrations);
    const [last] = database === undefined ? [] : await readProgramStarts(database);
    const backup = database === undefined ? undefined : await lastGoodBackup(database);
    const hours = backup === undefined ? undefined : Math.round((Date.now() - backup.startedAt.getTime()) / 3600_000);
    if (json) {
      say(JSON.stringify({ program: { version: programVersion, release }, last: last ?? null, ...state, backup: backup === undefined ? null : { file: backup.file, hours } }, null, 2));
      return state.serveable ? 0 : 1;
    }
    say(u('upgrade_program', { version: programVersion, release, node: process.versions.node }));
    if (last !== undefined) say(u('upgrade_last', { version: last.version, release: last.release, time: last.lastAt.toISOString() }));
    if (!state.serveable) {
      told.complain(u('upgrade_foreign', { name: state.unknown[0] ?? '' }));
      return 1;
    }
    if (state.unknown.length > 0) say(u('upgrade_newer', { count: state.unknown.length }));
    if (state.applied.length === 0) say(u('upgrade_first'));
    else if (state.pending.length === 0) say(u('upgrade_nothing'));
    else {
      say(u('upgrade_pending', { count: state.pending.length }));
      for (const name of state.pending) say(`  ${name}${state.contracting.includes(name) ? u('upgrade_contracting') : ''}`);
      say(u(state.contracting.length > 0 ? 'upgrade_alone' : 'upgrade_together'));
    }
    if (state.applied.length === 0) return 0;
    if (hours === undefined || backup === undefined) say(u('upgrade_backup_none'));
    else say(hours <= recentHours ? u('upgrade_backup_good', { hours, file: visible(backup.file ?? '') }) : u('upgrade_backup_old', { hours }));
    return 0;
  } finally {
    await opened?.close();
  }
}
