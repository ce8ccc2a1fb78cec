import type { ProductParts } from './parts.ts';

/** What a centre has before it says where it is; also what the first one is made with (server/centre/minimal-centre.ts). */
const timeZoneOfNoCentre = 'Asia/Shanghai';

/** The centre's time zone: in it people are told times that are not their own, such as the end of an invitation. */
export function centreTimeZone(reader: Pick<ProductParts['reader'], 'current'>): string {
  return reader.current().centre?.settings.timeZone ?? timeZoneOfNoCentre;
}
