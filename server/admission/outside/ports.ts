import type { ProductParts } from '../../parts.ts';
import type { AdmissionPorts } from '../ports.ts';
import { createContributorCheck } from './ask-contributor.ts';
import { createUidCheck } from './ask-uid.ts';
import { graceWindows } from './grace.ts';
import { highTrust } from './high-trust.ts';
import { humanCheck } from './human.ts';
import { createRaidMode } from './raids.ts';

/** Everything that admission asks others, as it is in a running centre; one for a process, since it remembers what it looked at. */
export function createOutsidePorts(parts: Pick<ProductParts, 'outbound'>): AdmissionPorts {
  return { human: humanCheck, uid: createUidCheck(parts), grace: graceWindows, contributor: createContributorCheck(parts), highTrust, raid: createRaidMode() };
}
