import { replayDecisionsSchema, replayedSchema, simulatedSchema, simulatePolicySchema } from '../../../common/contract/applying.ts';
import { operation } from '../../platform/index.ts';
import { replayDecisions } from '../actions/replay.ts';
import { simulatePolicy } from '../actions/simulate-policy.ts';

/** Trying policies out. */
export function admissionPolicyOperations() {
  return {
    simulatePolicy: operation({
      name: 'simulatePolicy', method: 'post', path: '/fleets/{fleet}/simulation', summary: 'Runs a changed policy over the latest applications of a fleet, before it is saved.',
      description: 'Decisions that the rules made are made again from the facts that are kept with them. Checks for which nothing was asked then cannot be tried and are named.',
      right: 'centre.edit', limit: { per: 'person', count: 60, seconds: 600 }, input: simulatePolicySchema, output: simulatedSchema, action: simulatePolicy,
    }),
  } as const;
}

/** For the command line of the machine. */
export const replayCommands = {
  replayDecisions: operation({
    name: 'replayDecisions', method: 'get', path: '/applications/replay', summary: 'Makes decisions again from what is kept with them, and says where the outcome differs.',
    right: 'centre.edit', pagesOnly: true, input: replayDecisionsSchema, output: replayedSchema, action: replayDecisions,
  }),
} as const;
