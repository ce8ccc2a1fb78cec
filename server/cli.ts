/** The `lichun` command; bin/lichun.mjs and `npm run lichun` end up here. */
import { runCommand } from './cli/run-command.ts';

const { env, stdout, stderr, stdin } = process;

process.exitCode = await runCommand({
  words: process.argv.slice(2),
  environment: env,
  // npm runs scripts in the folder of the package and keeps where it was called.
  folder: (env['npm_lifecycle_event'] === 'lichun' ? env['INIT_CWD'] : undefined) ?? process.cwd(),
  standardInput: stdin,
  say: (text) => void stdout.write(`${text}\n`),
  complain: (text) => void stderr.write(`${text}\n`),
  ...(stderr.isTTY ? { progress: (text: string) => void stderr.write(`\r\u001b[K${text}`) } : {}),
  colour: stdout.isTTY && (env['NO_COLOR'] ?? '') === '',
});
