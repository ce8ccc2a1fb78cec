import type { ProductParts } from '../parts.ts';
import type { SeatWork } from '../groups/index.ts';
import type { Secrets } from '../platform/index.ts';
import type { AdmissionPorts } from './ports.ts';

/** What admission is made with. */
export type AdmissionParts = { readonly reader: ProductParts['reader']; readonly outside: AdmissionPorts };

/** What writing about applications works with: an operation's `Work`, or a job's step with its time and the centre's secrets. */
export type AdmissionWork = SeatWork & { secrets: Secrets };
