import { applySchema } from '../../../common/contract/admission.ts';
import { appliedSchema } from '../../../common/contract/applying.ts';
import type { ProductParts } from '../../parts.ts';
import { operation } from '../../platform/index.ts';
import { applyToFleet, gatherToApply } from '../actions/apply-to-fleet.ts';
import { outsideOf } from '../outside/index.ts';
import type { AdmissionPorts } from '../ports.ts';

/** What applicants do. */
export function admissionApplyingOperations({ reader, ...rest }: ProductParts, outside: AdmissionPorts = outsideOf({ reader, ...rest })) {
  const parts = { reader, outside };
  return {
    applyToFleet: operation({
      name: 'applyToFleet', method: 'post', path: '/fleets/{fleet}/applications', summary: 'Applies to join a fleet, and is decided at once where that is plain.',
      description: 'One living application per person and fleet: applying again answers the one that is there, with `created` false. What is wrong with the form is refused with its fields and costs nothing.',
      right: 'signed_in', keys: true, idempotent: true, refusals: ['already_member'], limit: { per: 'person', count: 60, seconds: 3600 },
      input: applySchema, output: appliedSchema, gather: gatherToApply(parts), action: applyToFleet(parts),
    }),
  } as const;
}
