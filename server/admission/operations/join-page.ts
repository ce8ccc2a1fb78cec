import { joinPageSchema, readJoinPageSchema } from '../../../common/contract/join.ts';
import type { ProductParts } from '../../parts.ts';
import { operation } from '../../platform/index.ts';
import { readJoinPage } from '../actions/read-join-page.ts';

/** What anybody is shown before they join. */
export function admissionJoinPageOperations(parts: ProductParts) {
  return {
    readJoinPage: operation({
      name: 'readJoinPage', method: 'get', path: '/join/{name}', summary: 'What the link of a topic or fleet shows: where one lands, how it stands, what is asked and why.',
      description: 'A name in use earlier leads to the one in use now: compare `name` of the answer. Seats are given when an application is decided; this page promises none.',
      right: 'public', input: readJoinPageSchema, output: joinPageSchema, action: (work, input) => readJoinPage(parts, work, input),
    }),
  } as const;
}
