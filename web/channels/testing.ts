import type { Centre } from '../../common/contract/centre.ts';
import type { AdviceQuestion, SupportPage } from '../../common/contract/support.ts';
import type { Language } from '../../common/contract/text.ts';
import { createChannelsOperations, nothingHeld, nothingMeasured } from '../../server/channels/index.ts';
import { centreOf } from '../../server/channels/testing.ts';
import type { Work } from '../../server/platform/index.ts';
import { readExample, type ExampleName } from '../../examples/read-examples.ts';

export const exampleCentre = (name: ExampleName): Centre => centreOf(readExample(name));

export type Shown = { language?: Language; at?: string; example?: boolean; question?: AdviceQuestion };

/** The page of a centre as the operation answers it, without a database; Wednesday 2026-11-18 10:00 in Shanghai unless said otherwise. */
export async function supportPageOf(centre: Centre, { language = 'zh-CN', at = '2026-11-18T10:00:00+08:00', example = false, question = {} }: Shown = {}): Promise<SupportPage> {
  const operations = createChannelsOperations({ reader: { current: () => ({ revision: '1', example: example ? 'example' : null, centre }) }, statistics: nothingMeasured, entitlementsOf: nothingHeld });
  const answered = await operations.readSupportPage.action({ now: new Date(at), language, actor: { kind: 'anonymous', network: '' } } as Work, question, undefined);
  if (!answered.ok) throw new Error(answered.refusal.code);
  return operations.readSupportPage.output.parse(answered.value);
}
