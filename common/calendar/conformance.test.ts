import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCases, runCase } from '../../scripts/conformance/sla-cases.ts';

const file = fileURLToPath(new URL('../../../shared/conformance/sla/sla-cases.json', import.meta.url));
const isPresent = existsSync(file);
if (!isPresent) console.log('skipped: the service-hours cases of ../shared/conformance/sla are not here');

describe.skipIf(!isPresent)('service hours as other help desks understand them', () => {
  const read = isPresent ? readCases(file) : { ok: true as const, cases: [] };

  it('reads the whole file', () => {
    expect(read.ok ? read.cases.length : read.sentence).toBeGreaterThan(40);
  });

  const rows = read.ok ? read.cases.map((slaCase) => ({ id: slaCase.id, from: slaCase.from ?? '', slaCase })) : [];
  it.each(rows)('$id ($from)', ({ slaCase }) => {
    const { passed, expected, got } = runCase(slaCase);
    expect(got, `expected ${expected}`).toSatisfy(() => passed);
  });
});
