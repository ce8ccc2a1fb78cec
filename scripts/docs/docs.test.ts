import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { centreFileSchema } from '../../common/contract/centre.ts';
import { root } from '../steps/run.ts';
import { generatedFiles } from './generated.ts';

test.each(generatedFiles())('$file is what npm run docs writes', ({ file, text }) => {
  expect(readFileSync(path.join(root, file), 'utf8') === text).toBe(true);
});

test('every example in the guide of the centre file is a centre file', () => {
  const guide = readFileSync(path.join(root, 'docs/centre-file.md'), 'utf8');
  const examples = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? '');
  expect(examples.length).toBeGreaterThan(1);
  for (const text of examples) expect(centreFileSchema.safeParse(parse(text)).error).toBeUndefined();
});
