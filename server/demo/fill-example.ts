import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fillCentre } from '../centre/index.ts';
import { invoke, newId, operation, type Ground } from '../platform/index.ts';

/** The centres that come with the program; each is a file in examples/. */
export const exampleNames = ['dingtalk', 'websoft9', 'littleskin'] as const;
export type ExampleName = (typeof exampleNames)[number];

/** What an empty database is filled with when nobody chooses. */
export const defaultExample: ExampleName = 'websoft9';

/**
 * Fills a database that was never filled with an example centre, or with an empty one. True when it did; false when there is
 * something already. Safe when several processes start at once: one of them fills.
 */
export async function fillExample(ground: Ground, name: ExampleName | 'none'): Promise<boolean> {
  const text = name === 'none' ? undefined : await readFile(new URL(`../../examples/${name}.yaml`, import.meta.url), 'utf8');
  const filling = operation({
    name: 'fillExample', method: 'post', path: '/centre/example', summary: 'Fills an empty database.',
    right: 'operator', pagesOnly: true, input: z.strictObject({}), output: z.object({ filled: z.boolean() }),
    action: (work) => fillCentre(work, text === undefined ? null : { name, text }),
  });
  const call = { actor: { kind: 'system', name: 'example' }, language: 'zh-CN', requestId: newId(), publicAddress: '' } as const;
  const outcome = await invoke(ground, filling, call, {});
  if (!outcome.ok) throw new Error(`The example was refused: ${outcome.refusal.code}`);
  return outcome.value.filled;
}
