import { z } from 'zod';
import { fleetNamesSchema } from '../../../common/contract/fleet-operations.ts';
import { operation } from '../../platform/index.ts';
import { listFleetNames } from '../actions/standings.ts';

/** What things are called, for whoever chooses one of them. */
export const groupsNamesOperations = {
  listFleetNames: operation({
    name: 'listFleetNames', method: 'get', path: '/fleet-names', summary: 'What fleets are called: all for which you have the right, at once.',
    right: 'fleets.read', scope: 'any', input: z.strictObject({}), output: fleetNamesSchema, action: (work) => listFleetNames(work),
  }),
} as const;
