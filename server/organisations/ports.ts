import type { CentreReader } from '../centre/index.ts';
import type { FileStore } from '../platform/files/index.ts';
import type { TxtRecords } from '../platform/outbound/index.ts';

/** What organisations stand on: the centre's time zone, where documents go, and who answers for DNS. */
export type OrganisationsParts = { reader: Pick<CentreReader, 'current'>; files: FileStore; txtRecords: TxtRecords };

/** The centre's own time zone; Shanghai while nothing is described. */
export function timeZoneOf({ reader }: Pick<OrganisationsParts, 'reader'>): string {
  return reader.current().centre?.settings.timeZone ?? 'Asia/Shanghai';
}
