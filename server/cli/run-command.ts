import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Language } from '../../common/contract/text.ts';
import { translator, type Translate } from '../../common/i18n/messages.ts';
import { cliUpkeepMessages } from '../../common/locales/cli-upkeep/index.ts';
import { cliMessages } from '../../common/locales/cli/index.ts';
import type { cliChinese } from '../../common/locales/cli/zh-CN.ts';
import { configurationSchema, readConfiguration, type Configuration } from '../platform/config/schema.ts';
import { createLog, toProblem, visible, type Refusal } from '../platform/index.ts';
import { explainStartProblem, StartProblem } from '../platform/start-problem/index.ts';
import { terminalLanguage } from '../start/terminal.ts';
import { readCommand, type Command } from './arguments.ts';
import { readText, writeText, type FileProblem } from './files.ts';
import { dataFolder, openCentre, type OpenCentre } from './open-centre.ts';
import { runOperatorCommand } from './operator.ts';
import { runReplay } from './replay.ts';
import { runUpkeepCommand } from './upkeep.ts';
import { runWake } from './wake.ts';
import { showDifference } from './show-difference.ts';

/** Where a command was called: its words, its surroundings, and where its answers go. */
export type Terminal = {
  words: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  folder: string;
  standardInput: Readable;
  say(text: string): void;
  complain(text: string): void;
  colour: boolean;
  /** Writes over the line before, where somebody watches. */
  progress?(text: string): void;
};

/** 0: done; 1: not done, with the reason; 2: not understood. */
export type ExitCode = 0 | 1 | 2;

type Told = { terminal: Terminal; configuration: Configuration; language: Language; t: Translate<typeof cliChinese> };

/** Runs the command that was called. Refusals are told in one sentence; only faults of the program are thrown. */
export async function runCommand(terminal: Terminal): Promise<ExitCode> {
  const language = terminalLanguage(terminal.environment);
  const t = translator(cliMessages, language);
  const configured = readConfiguration(terminal.environment);
  if (!configured.ok) {
    const variable = configured.problems[0]?.variable ?? '';
    terminal.complain(t('configuration', { variable, expected: configurationSchema.shape[variable as keyof typeof configurationSchema.shape]?.description ?? '' }));
    return 2;
  }
  const { configuration } = configured;
  const read = readCommand(terminal.words);
  if (!read.ok) {
    const { key, ...parameters } = read.problem;
    const shown = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, visible(value)]));
    const write = key === 'missing_backup' || key === 'wrong_keep' ? translator(cliUpkeepMessages, language) : t;
    terminal.complain((write as (key: string, parameters: object) => string)(key, shown));
    return 2;
  }
  const { command } = read;
  if (command.name === 'help') {
    terminal.say(t('help', { folder: dataFolder(configuration), upkeep: translator(cliUpkeepMessages, language)('help') }));
    return 0;
  }
  const told = { terminal, configuration, language, t };
  if (command.name === 'operator') return withCentre(told, (centre) => runOperatorCommand(command, centre, { say: terminal.say, complain: terminal.complain, language, t }));
  if (command.name === 'replay') return withCentre(told, (centre) => runReplay(command, centre, { say: terminal.say, complain: terminal.complain, language, t }));
  if (command.name === 'wake') return withCentre(told, (centre) => runWake(centre, { say: terminal.say, complain: terminal.complain, language }));
  if (command.name === 'backup' || command.name === 'restore' || command.name === 'doctor' || command.name === 'upgrade') {
    const { say, complain, colour, folder, progress = () => undefined } = terminal;
    return explained(told, () => runUpkeepCommand(command, { say, complain, progress, colour, folder, configuration, language, log: createLog('error', complain) }));
  }
  return command.name === 'import' ? importFile(command, told) : exportFile(command, told);
}

async function importFile(command: Extract<Command, { name: 'import' }>, told: Told): Promise<ExitCode> {
  const { terminal, language, t } = told;
  const text = await readText(command.file === '-' ? '-' : path.resolve(terminal.folder, command.file), terminal.standardInput);
  if (!text.ok) return complainOfFile(text.problem, command.file, told);
  return withCentre(told, async ({ ops }) => {
    const outcome = await ops.importCentre({ text: text.value, dryRun: command.dryRun, prune: command.prune });
    if (command.json) terminal.say(JSON.stringify(outcome.ok ? { ok: true, ...outcome.value } : { ok: false, ...toProblem(outcome.refusal, language) }, null, 2));
    else if (outcome.ok) terminal.say(showDifference(outcome.value, language, terminal.colour, command.dryRun));
    else complainOfContent(outcome.refusal, command.file, told);
    return outcome.ok ? 0 : 1;
  });

  function complainOfContent(refusal: Refusal, file: string, { language }: Told): void {
    const { title, fields = [] } = toProblem(refusal, language);
    const name = visible(file);
    for (const { line, column, path: at, message } of fields) {
      const place = line === undefined || column === undefined ? name : `${name}:${line}:${column}`;
      terminal.complain(`${place}  ${at === '' ? '' : `${visible(at)}  `}${visible(message)}`);
    }
    terminal.complain(refusal.code === 'invalid_centre' ? t('mistakes', { count: fields.length, file: name }) : title);
  }
}

async function exportFile({ file, force }: Extract<Command, { name: 'export' }>, told: Told): Promise<ExitCode> {
  const { terminal, language, t } = told;
  return withCentre(told, async ({ ops }) => {
    const outcome = await ops.exportCentre({});
    if (!outcome.ok) {
      terminal.complain(toProblem(outcome.refusal, language).title);
      return 1;
    }
    if (file === undefined || file === '-') {
      terminal.say(outcome.value.text.trimEnd());
      return 0;
    }
    const written = await writeText(path.resolve(terminal.folder, file), outcome.value.text, force);
    if (!written.ok) return complainOfFile(written.problem, file, told);
    terminal.complain(t('written', { file: visible(file) }));
    return 0;
  });
}

function complainOfFile(problem: FileProblem, file: string, { terminal, t }: Told): ExitCode {
  const shown = { file: visible(file) };
  terminal.complain(problem.key === 'file_failed' ? t(problem.key, { ...shown, reason: visible(problem.reason) }) : t(problem.key, shown));
  return 1;
}

/** Opens the centre for one command and closes it whatever happens. */
function withCentre(told: Told, use: (centre: OpenCentre) => Promise<ExitCode>): Promise<ExitCode> {
  const { terminal, configuration, language } = told;
  return explained(told, async () => {
    const centre = await openCentre(configuration, language, createLog('error', terminal.complain));
    try {
      return await use(centre);
    } finally {
      await centre.close();
    }
  });
}

/** Says in one sentence why a command could not be run. */
async function explained({ terminal, language, t }: Told, run: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    terminal.complain(error instanceof StartProblem ? explainStartProblem(error, language) : t('fault', { message: visible(error.message) }));
    return 1;
  }
}
