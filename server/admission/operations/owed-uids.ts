import { atApplication, listOwedUidsSchema, owedUidsSchema, waivedUidSchema } from '../../../common/contract/moderation.ts';
import { takeBackSeconds } from '../../../common/contract/undo.ts';
import type { ProductParts } from '../../parts.ts';
import { operation, type Scope, type Work } from '../../platform/index.ts';
import { listOwedUids, restoreOwedUid, waiveOwedUid } from '../actions/waive-uid.ts';
import { fleetOfApplication } from '../store/queue.ts';

const inFleet = (key: string | undefined): Scope | undefined => (key === undefined ? undefined : { kind: 'fleet', key });
const ofApplication = async (work: Work, { id }: { id: string }) => inFleet(await fleetOfApplication(work.db, id));

/** UIDs that members owe since an outage: whose they are, and that one is not asked for any more. [002] */
export function admissionOwedUidsOperations({ reader }: Pick<ProductParts, 'reader'>) {
  return {
    listOwedUids: operation({
      name: 'listOwedUids', method: 'get', path: '/fleets/{fleet}/owed-uids', summary: 'Members of a fleet who were let in without a UID and owe it.',
      right: 'applications.decide', scope: (_work, { fleet }) => inFleet(fleet), input: listOwedUidsSchema, output: owedUidsSchema, action: listOwedUids,
    }),
    waiveOwedUid: operation({
      name: 'waiveOwedUid', method: 'post', path: '/applications/{id}/uid-waiver', summary: 'Asks a member no more for the UID that they owe.',
      description: 'Where none is owed nothing happens.',
      right: 'applications.decide', scope: ofApplication, input: atApplication, output: waivedUidSchema, action: waiveOwedUid({ reader }),
    }),
    restoreOwedUid: operation({
      name: 'restoreOwedUid', method: 'post', path: '/applications/{id}/uid-waiver/undo', summary: 'Takes the waiver of a UID back: it is owed as before.',
      description: `Within ${takeBackSeconds} seconds.`,
      right: 'applications.decide', scope: ofApplication, refusals: ['too_late'], input: atApplication, output: waivedUidSchema, action: restoreOwedUid({ reader }),
    }),
  } as const;
}
