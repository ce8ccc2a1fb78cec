/** `npm run bench`: figures as ratios to a bare counterpart in the same run. `--json` one object a line, `--only NAME` one bench. */
import { admission } from './admission.ts';
import { manyPersons } from './many-persons.ts';
import { publicPages } from './public-pages.ts';
import type { BenchResult } from './result.ts';
import { signedIn } from './signed-in.ts';
import { sizes } from './sizes.ts';
import { startAndMemory } from './start-and-memory.ts';
import { lighthouse } from './lighthouse.ts';

const benches = [publicPages, signedIn, admission, manyPersons, sizes, startAndMemory, lighthouse];
const json = process.argv.includes('--json');
const at = process.argv.indexOf('--only');
const only = at >= 0 ? process.argv[at + 1] : undefined;
const chosen = only === undefined ? benches : benches.filter((bench) => bench.name === only);
if (chosen.length === 0) {
  console.error(`There is no bench called ${only}. Possible: ${benches.map((bench) => bench.name).join(', ')}.`);
  process.exit(2);
}
const results: BenchResult[] = [];
for (const bench of chosen) {
  for (const result of await bench.run()) {
    results.push(result);
    if (json) console.log(JSON.stringify(result));
  }
}
if (!json) console.table(results.map(({ name, ours, unit, bare, ratio, p50, p99, bound, kept }) => ({ name, ours: `${ours} ${unit}`, bare: bare ?? '', ratio: ratio ?? '', p50: p50 ?? '', p99: p99 ?? '', bound, kept: kept ? 'yes' : 'NO' })));
process.exitCode = results.every((result) => result.kept) ? 0 : 1;
