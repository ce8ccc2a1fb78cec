import type { ProductParts } from '../../parts.ts';
import { nothingOutside, type AdmissionPorts } from '../ports.ts';

/** Whom admission asks: human checks, products, forges, devices. */
export function outsideOf(_parts: ProductParts): AdmissionPorts {
  return nothingOutside;
}
