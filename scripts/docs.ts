/** `npm run docs`: writes the documentation that comes from code. With `--check` it writes nothing and fails when something is stale. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generatedFiles } from './docs/generated.ts';
import { root } from './steps/run.ts';

const check = process.argv.includes('--check');
const stale = generatedFiles().filter(({ file, text }) => !existsSync(path.join(root, file)) || readFileSync(path.join(root, file), 'utf8') !== text);
for (const { file, text } of stale) {
  if (!check) writeFileSync(path.join(root, file), text);
  console.log(check ? `${file} is stale: run npm run docs` : `${file} written`);
}
if (stale.length === 0) console.log('The generated documentation is up to date');
process.exitCode = check && stale.length > 0 ? 1 : 0;
