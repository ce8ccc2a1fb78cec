import { z } from 'zod';
import { backupsInput, backupsOutput, deliveryInput, droppedDeliveriesOutput, failedJobsInput, failedJobsOutput, healthSchema, jobInput, parkedDeliveriesInput, parkedDeliveriesOutput, upkeepSchema } from '../../common/contract/upkeep.ts';
import type { ProductParts } from '../parts.ts';
import { operation } from '../platform/index.ts';
import { readBackups, startBackup } from './actions/backups.ts';
import { bringBackDelivery, dropDelivery, readDropped, readFailedJobs, readParked, retryDelivery, retryJob } from './actions/queues.ts';
import { readHealth, readUpkeep } from './actions/read-upkeep.ts';
import { wakeCentre } from './actions/wake-centre.ts';

const nothing = z.strictObject({});
const delivery = '/upkeep/parked-deliveries/{event}/{subscriber}';

/** Also for the machine's own command line. */
export const upkeepCommands = {
  wakeCentre: operation({
    name: 'wakeCentre', method: 'post', path: '/upkeep/wake', summary: 'Wakes a restored centre that sleeps, so that what waits in it goes out.',
    right: 'upkeep.act', input: nothing, output: z.object({ woken: z.boolean().describe('false: it was awake.') }), action: wakeCentre,
  }),
} as const;

export function createUpkeepOperations(parts: ProductParts) {
  return {
    ...upkeepCommands,
    readHealth: operation({
      name: 'readHealth', method: 'get', path: '/upkeep/health', summary: 'Looks at everything that may be wrong with the centre, with what to do about it.',
      right: 'upkeep.read', limit: { per: 'person', count: 60, seconds: 60 }, input: nothing, output: healthSchema, action: (work) => readHealth(parts, work),
    }),
    readUpkeep: operation({
      name: 'readUpkeep', method: 'get', path: '/upkeep', summary: 'Versions, storage, and what waits or failed.',
      right: 'upkeep.read', limit: { per: 'person', count: 120, seconds: 60 }, input: nothing, output: upkeepSchema, action: (work) => readUpkeep(parts, work),
    }),
    listFailedJobs: operation({
      name: 'listFailedJobs', method: 'get', path: '/upkeep/failed-jobs', summary: 'Lists jobs that are not tried again by themselves; kept for a week.',
      right: 'upkeep.read', input: failedJobsInput, output: failedJobsOutput, action: readFailedJobs,
    }),
    retryJob: operation({
      name: 'retryJob', method: 'post', path: '/upkeep/failed-jobs/{id}/retry', summary: 'Gives a failed job one more attempt.',
      right: 'upkeep.act', input: jobInput, output: z.object({ retried: z.literal(true) }), action: (work, input) => retryJob(parts, work, input),
    }),
    listParkedDeliveries: operation({
      name: 'listParkedDeliveries', method: 'get', path: '/upkeep/parked-deliveries', summary: 'Lists events whose delivery was given up.',
      right: 'upkeep.read', input: parkedDeliveriesInput, output: parkedDeliveriesOutput, action: readParked,
    }),
    retryParkedDelivery: operation({
      name: 'retryParkedDelivery', method: 'post', path: `${delivery}/retry`, summary: 'Puts a parked delivery back into its queue.',
      right: 'upkeep.act', input: deliveryInput, output: z.object({ retried: z.literal(true) }), action: (work, input) => retryDelivery(parts, work, input),
    }),
    dropParkedDelivery: operation({
      name: 'dropParkedDelivery', method: 'post', path: `${delivery}/drop`, summary: 'Drops a parked delivery; it can be brought back for 30 days.',
      right: 'upkeep.act', input: deliveryInput, output: z.object({ dropped: z.literal(true) }), action: dropDelivery,
    }),
    listDroppedDeliveries: operation({
      name: 'listDroppedDeliveries', method: 'get', path: '/upkeep/dropped-deliveries', summary: 'Lists deliveries that were dropped and can still be brought back.',
      right: 'upkeep.read', input: parkedDeliveriesInput, output: droppedDeliveriesOutput, action: readDropped,
    }),
    restoreParkedDelivery: operation({
      name: 'restoreParkedDelivery', method: 'post', path: `${delivery}/restore`, summary: 'Brings a dropped delivery back, parked as it was.',
      right: 'upkeep.act', input: deliveryInput, output: z.object({ restored: z.literal(true) }), action: bringBackDelivery,
    }),
    listBackups: operation({
      name: 'listBackups', method: 'get', path: '/upkeep/backups', summary: 'Lists backups that were begun, the latest first.',
      right: 'upkeep.read', input: backupsInput, output: backupsOutput, action: readBackups,
    }),
    startBackup: operation({
      name: 'startBackup', method: 'post', path: '/upkeep/backups', summary: 'Begins a backup into the backup folder of the server.',
      right: 'upkeep.act', idempotent: true, limit: { per: 'person', count: 20, seconds: 3600 }, refusals: ['already_exists', 'centre_asleep'], input: nothing, output: z.object({ id: z.uuid() }), action: (work) => startBackup(work),
    }),
  } as const;
}
