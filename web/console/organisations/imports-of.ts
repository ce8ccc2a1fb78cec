import type { ImportKind } from '../../../common/contract/imports.ts';
import type { PageContext } from '../../page-context.ts';

/** Where an import stands in the console and in the API. `base`: its page; `home`: where one came from. */
export type ImportPlaces = { kind: ImportKind; home: string; base: string; template: string; files: string };

/** The operations of the kind that the address is about; `fleet` for members of a fleet. */
export function importsOf({ ops }: Pick<PageContext, 'ops'>, request: Request, fleet: string | undefined) {
  if (fleet !== undefined) {
    const places: ImportPlaces = { kind: 'fleet_members', home: `/console/groups/${fleet}`, base: `/console/applications/import/${fleet}`, template: `/api/v1/fleets/${fleet}/import-template`, files: `/api/v1/fleets/${fleet}/imports` };
    return {
      places,
      preview: (input: { file: { name: string; content: string } }) => ops.previewFleetMemberImport({ fleet, ...input }),
      start: (input: { id: string }) => ops.startFleetMemberImport({ fleet, ...input }),
      cancel: (input: { id: string }) => ops.cancelFleetMemberImport({ fleet, ...input }),
      read: (input: { id: string }) => ops.readFleetMemberImport({ fleet, ...input }),
      list: (input: { limit: number; cursor?: string }) => ops.listFleetMemberImports({ fleet, ...input }),
      lines: (input: Parameters<typeof ops.listMemberImportLines>[0]) => ops.listFleetMemberImportLines({ fleet, ...input }),
    };
  }
  const kind = new URL(request.url).pathname.startsWith('/console/entitlements') ? 'entitlements' : 'members';
  const home = kind === 'members' ? '/console/organisations' : '/console/entitlements';
  const places: ImportPlaces = { kind, home, base: `${home}/import`, template: `/api/v1/imports/${kind}-template`, files: `/api/v1/imports/${kind}` };
  return kind === 'members'
    ? { places, preview: ops.previewMemberImport, start: ops.startMemberImport, cancel: ops.cancelMemberImport, read: ops.readMemberImport, list: ops.listMemberImports, lines: ops.listMemberImportLines }
    : { places, preview: ops.previewEntitlementImport, start: ops.startEntitlementImport, cancel: ops.cancelEntitlementImport, read: ops.readEntitlementImport, list: ops.listEntitlementImports, lines: ops.listEntitlementImportLines };
}
