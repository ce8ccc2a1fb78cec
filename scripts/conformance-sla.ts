import { readCases, runCase } from './conformance/sla-cases.ts';

// Runs a file of service-hours cases against common/calendar: npm run -s conformance:sla -- FILE
const files = process.argv.slice(2);
const [file] = files;
if (file === undefined || files.length > 1) {
  console.error('Name one file: npm run -s conformance:sla -- FILE');
  process.exitCode = 2;
} else {
  const read = readCases(file);
  if (read.ok) {
    const outcomes = read.cases.map(runCase);
    for (const { id, ignored } of outcomes) {
      if (ignored.length > 0) console.log(`${id}: not part of the format and ignored: ${ignored.join(', ')}`);
    }
    const failed = outcomes.filter(({ passed }) => !passed);
    for (const { id, expected, got } of failed) console.log(`${id}: expected ${expected}, got ${got}`);
    console.log(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
    if (failed.length > 0) process.exitCode = 1;
  } else {
    console.error(read.sentence);
    process.exitCode = 2;
  }
}
