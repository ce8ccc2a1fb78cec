import type { ProductParts } from '../../parts.ts';
import type { AdmissionPorts } from '../ports.ts';
import { createOutsidePorts } from './ports.ts';

const known = new WeakMap<ProductParts['outbound'], AdmissionPorts>();

/** Whom admission asks: human checks, products, forges, devices. The same for everything that is made with the same way out: it remembers what it looked at. */
export function outsideOf({ outbound }: ProductParts): AdmissionPorts {
  const ports = known.get(outbound) ?? createOutsidePorts({ outbound });
  known.set(outbound, ports);
  return ports;
}
