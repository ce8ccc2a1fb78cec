import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fillCentre, type Filled } from '../centre/index.ts';
import { createFleetDoor } from '../groups/index.ts';
import { invoke, newId, operation, type Ground } from '../platform/index.ts';

/** The centres that come with the program; each is a file in examples/. */
export const exampleNames = ['dingtalk', 'websoft9', 'littleskin'] as const;
export type ExampleName = (typeof exampleNames)[number];

/** What an empty database is filled with when nobody chooses. */
export const defaultExample: ExampleName = 'websoft9';

/**
 * Fills a database that was never filled with an example centre, or with an empty one. When somebody asked for this one
 * (`explicit`), it also takes the place of another example that nobody has edited, which was only filler; anything else stays
 * as it is. `filled` tells whether it was filled now, `shown` which example is there afterwards (null: a centre of its own),
 * and `edited` that it is no longer as it came. Safe when several processes start at once: they fill one after the other.
 */
export async function fillExample(ground: Ground, name: ExampleName | 'none', { explicit = false }: { explicit?: boolean } = {}): Promise<Filled> {
  const text = name === 'none' ? undefined : await readFile(new URL(`../../examples/${name}.yaml`, import.meta.url), 'utf8');
  const filling = operation({
    name: 'fillExample', method: 'post', path: '/centre/example', summary: 'Fills an empty database.',
    right: 'centre.edit', pagesOnly: true, input: z.strictObject({}), output: z.object({ filled: z.boolean(), shown: z.string().nullable(), edited: z.boolean() }),
    action: (work) => fillCentre(work, { example: text === undefined ? null : { name, text }, swap: explicit }, createFleetDoor()),
  });
  const call = { actor: { kind: 'system', name: 'example' }, language: 'zh-CN', requestId: newId(), publicAddress: '' } as const;
  const outcome = await invoke(ground, filling, call, {});
  if (!outcome.ok) throw new Error(`The example was refused: ${outcome.refusal.code}`);
  return outcome.value;
}
