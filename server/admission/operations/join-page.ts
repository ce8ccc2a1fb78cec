import { z } from 'zod';
import { joinPageSchema, joinStripSchema, readJoinPageSchema } from '../../../common/contract/join.ts';
import type { ProductParts } from '../../parts.ts';
import { operation } from '../../platform/index.ts';
import { readJoinPage } from '../actions/read-join-page.ts';
import { readJoinStrip } from '../actions/read-join-strip.ts';

/** What anybody is shown before they join. */
export function admissionJoinPageOperations(parts: ProductParts) {
  return {
    readJoinPage: operation({
      name: 'readJoinPage', method: 'get', path: '/join/{name}', summary: 'What the link of a topic or fleet shows: where one lands, how it stands, what is asked and why.',
      description: 'A name in use earlier leads to the one in use now: compare `name` of the answer. Seats are given when an application is decided; this page promises none.',
      right: 'public', input: readJoinPageSchema, output: joinPageSchema, action: (work, input) => readJoinPage(parts, work, input),
    }),
    readJoinStrip: operation({
      name: 'readJoinStrip', method: 'get', path: '/join', summary: 'How every fleet stands: where one lands, how many are in each public group, and what each takes.',
      right: 'public', input: z.strictObject({}), output: joinStripSchema, action: (work) => readJoinStrip(parts, work),
    }),
  } as const;
}
