import { translator } from '../common/i18n/messages.ts';
import { terminalMessages } from '../common/locales/terminal/index.ts';
import { readConfiguration, type Configuration } from './platform/config/schema.ts';
import { createLog, visible } from './platform/log.ts';
import { explainStartProblem, StartProblem } from './platform/start-problem/index.ts';
import { exampleNames, readArguments } from './start/arguments.ts';
import type { Running } from './start/serve.ts';
import { complain, networkAddresses, readyText, say, terminalLanguage } from './start/terminal.ts';

const language = terminalLanguage(process.env);
const t = translator(terminalMessages, language);

if (process.argv.includes('--help')) {
  say(t('usage'));
  process.exit(0);
}
const read = readArguments(process.argv.slice(2));
if (!read.ok) {
  const { problem } = read;
  if (problem.key === 'unknown_example') fail(t('unknown_example', { name: visible(problem.name), options: exampleNames.join(', ') }));
  if (problem.key === 'unknown_argument_similar') fail(t('unknown_argument_similar', { argument: visible(problem.argument), similar: problem.similar }));
  fail(t('unknown_argument', { argument: visible(problem.argument) }));
}
// React reads this once, when the build is loaded; so it is set before anything imports it.
process.env['NODE_ENV'] = read.arguments.development ? 'development' : 'production';
// web/routes.ts adds the developer panel only then.
if (read.arguments.development) process.env['LICHUN_DEVELOPMENT'] = '1';
else delete process.env['LICHUN_DEVELOPMENT'];

const configured = readConfiguration(process.env);
if (!configured.ok) {
  const [first] = configured.problems;
  fail(configurationSentence(first?.variable ?? 'PORT'));
}
const { configuration } = configured;
const log = createLog(configuration.LOG_LEVEL);

let running: Running | undefined;
let ending = false;

/** Ends everything once; a second signal while it is ending ends the process at once. */
async function end(code: number): Promise<void> {
  if (ending) process.exit(1);
  ending = true;
  say(t('stopping'));
  await running?.stop();
  if (running !== undefined) say(t('stopped'));
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void (starting ? (stopWanted = true) : end(0)));
let starting = true;
let stopWanted = false;
process.on('unhandledRejection', (error) => log.error('process.unhandled_rejection', { error }));

try {
  const { serve, ConfigurationMistake } = await import('./start/serve.ts');
  try {
    running = await serve(configuration, read.arguments, log, (holder) => {
      complain(t('lost_claim', { process: holder }));
      void end(1);
    });
  } catch (error) {
    if (error instanceof ConfigurationMistake) fail(configurationSentence(error.variable));
    throw error;
  }
} catch (error) {
  if (error instanceof StartProblem) fail(explainStartProblem(error, language));
  log.error('start.fault', { error });
  fail(t('fault', { message: visible(error instanceof Error ? error.message : String(error)) }));
}
starting = false;
if (stopWanted) await end(0);
const everywhere = configuration.HOST === '0.0.0.0' || configuration.HOST === '::';
const { example, centre } = running.app.reader.current();
say(
  readyText({
    language,
    address: running.address,
    network: everywhere && configuration.PUBLIC_URL === undefined ? networkAddresses().map((address) => `http://${address}:${configuration.PORT}`) : [],
    data: running.database.where,
    setUp: running.setUp,
    example: example === null || centre === null ? null : example,
  }),
);

if (running.asleep) say(`  ${t('asleep')}\n`);
if (running.exampleKept !== undefined) say(`  ${t('example_kept', { name: running.exampleKept })}\n`);

function configurationSentence(variable: keyof Configuration): string {
  return t('configuration', { variable, expected: t(`expected_${variable}`) });
}

function fail(sentence: string): never {
  complain(sentence);
  process.exit(1);
}
