import { Resolver } from 'node:dns/promises';
import type { CentreReader } from '../centre/index.ts';
import type { FileStore } from '../platform/files/index.ts';

/** Reads TXT records, each as one text; undefined when nobody could be asked. */
export type TxtRecords = (name: string) => Promise<readonly string[] | undefined>;

/** What organisations stand on: the centre's time zone, where documents go, and who answers for DNS. */
export type OrganisationsParts = { reader: Pick<CentreReader, 'current'>; files: FileStore; txtRecords: TxtRecords };

/** The machine's own resolver, which answers within seconds or not at all. */
const resolver = new Resolver({ timeout: 2_000, tries: 2 });

export const systemTxtRecords: TxtRecords = async (name) => {
  try {
    return (await resolver.resolveTxt(name)).map((parts) => parts.join('')).slice(0, 100);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : undefined;
  }
};

/** The centre's own time zone; Shanghai while nothing is described. */
export function timeZoneOf({ reader }: Pick<OrganisationsParts, 'reader'>): string {
  return reader.current().centre?.settings.timeZone ?? 'Asia/Shanghai';
}
