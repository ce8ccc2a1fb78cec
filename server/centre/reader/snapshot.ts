import type { Centre } from '../../../common/contract/centre.ts';
import type { FleetEffect } from '../../../common/contract/centre-operations.ts';
import type { Fleet } from '../../../common/contract/fleet.ts';
import type { Work } from '../../platform/index.ts';

/** The content at one revision. `centre` is null in a database that was never filled; `example` names the example that is shown. */
export type CentreSnapshot = { readonly revision: string; readonly example: string | null; readonly centre: Centre | null };

/** The described centre, held in memory. */
export type CentreReader = {
  /** The content as last read; costs nothing. */
  current(): CentreSnapshot;
  /** Reads again when the database has a newer revision. True when the content changed. Throws when the database is away. */
  refresh(): Promise<boolean>;
  /** Calls `listener` after each change; answers how to stop that. */
  onChange(listener: (snapshot: CentreSnapshot) => void): () => void;
};

/** What the centre's own operations need: after a commit they show what they have written, at once. */
export type CentreKeeper = CentreReader & { show(snapshot: CentreSnapshot): void; /** Who keeps the fleets; left out where nobody does. */ readonly fleets?: FleetDoor };

/** What the described centre asks of whoever keeps the fleets: their seats are decided under locks of their own. */
export type FleetDoor = {
  /** Takes the locks of all fleets. They come before the lock of the centre, everywhere. */
  lock(work: Pick<Work, 'db'>): Promise<void>;
  /**
   * The fleets as they will be described: groups that live are added where a description does not list them, and it is told what becomes of
   * whom. `filler`: what was there is an example that nobody has edited. Writes nothing.
   */
  keep(work: Pick<Work, 'db' | 'language'>, fleets: { before: readonly Fleet[]; after: readonly Fleet[]; filler: boolean }): Promise<KeptFleets>;
  /** Makes fleets and groups what they are described as, in the transaction of the change. `revision`: the one that the change has. */
  describe(work: Pick<Work, 'db' | 'now' | 'publish' | 'afterCommit'>, keeper: CentreKeeper | undefined, centre: Centre, revision: number): Promise<void>;
};

/** `overfull`: fleets that would have more groups than one may list, and how many of them are kept. */
export type KeptFleets = { fleets: Fleet[]; effects: FleetEffect[]; overfull: { fleet: string; kept: number }[] };
