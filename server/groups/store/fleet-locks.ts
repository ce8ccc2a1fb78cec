import type { Ahead, Database } from '../../platform/index.ts';
import { groups } from '../schema.ts';

/** The lock of a fleet, for whoever has to hold it before persons. The keys sort as those of fleets do. */
export function fleetAhead(key: string): Ahead {
  return {
    key: `fleet ${key}`,
    async take(db, waits) {
      const row = groups(db).selectFrom('fleet').select('key').where('key', '=', key).forUpdate();
      await (waits ? row : row.noWait()).execute();
    },
  };
}

/** The fleets in which these persons have or had seats. */
export async function fleetsOfSeats(db: Database, persons: readonly string[]): Promise<string[]> {
  if (persons.length === 0) return [];
  return (await groups(db).selectFrom('seat').select('fleet').distinct().where('person_id', 'in', [...persons]).execute()).map(({ fleet }) => fleet);
}
