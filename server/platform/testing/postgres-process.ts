/**
 * A process of its own that uses the bundled PostgreSQL of a folder, for drills that kill it. Prints one JSON line when it is up and one when it
 * has left; leaves when its input ends.
 */
import { createLog } from '../log.ts';
import { startBundledPostgres } from '../postgres/index.ts';
import { explainStartProblem, StartProblem } from '../start-problem/index.ts';

const [dataFolder = ''] = process.argv.slice(2);
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

try {
  const { connection, adopted, stop } = await startBundledPostgres({ dataFolder, log: createLog('warn', (line) => process.stderr.write(`${line}\n`)) });
  say({ connection, adopted });
  process.stdin.resume().once('end', async () => {
    say({ left: await stop() });
  });
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  say({ problem: error.code, sentence: explainStartProblem(error, 'en') });
  process.exitCode = 1;
}
