import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
/** Where the zone may stand by its name: what a centre begins with, examples of what one types, and the panel of developers. */
const allowed = ['server/centre-time.ts', 'server/centre/minimal-centre.ts', 'server/platform/openapi/', 'server/demo/', 'web/console/editors/TimeZoneField.tsx', 'web/console/SettingsPage.tsx', 'web/development/'];

test('no time is written in the zone of Shanghai because somebody wrote so into the code: only where no centre says another', () => {
  const files = globSync(['server/**/*.ts', 'web/**/*.{ts,tsx}'], { cwd: root }).filter((file) => !/\.(?:test|deep|browser)\.tsx?$|\/testing|\/\+types\//.test(file) && !allowed.some((place) => file.startsWith(place)));
  expect(files.length).toBeGreaterThan(500);
  const lines = files.flatMap((file) => readFileSync(path.join(root, file), 'utf8').split('\n').filter((line) => line.includes("'Asia/Shanghai'")).map((line) => ({ file, line: line.trim() })));
  // When a job of a timetable runs is no time that anybody is told.
  expect(lines.filter(({ line }) => !/timetable: \{ cron: /.test(line) && !/settings\.timeZone \?\? 'Asia\/Shanghai'/.test(line) && !/join\.ok \? join\.value\.timeZone/.test(line))).toEqual([]);
});
