import type { Database } from '../../platform/index.ts';
import type { PeopleTables } from '../schema.ts';

const people = (db: Database) => db.withTables<PeopleTables>();

export async function findPerson(db: Database, id: string): Promise<{ id: string; name: string; email: string | undefined } | undefined> {
  const row = await people(db)
    .selectFrom('person')
    .leftJoin('identity', (join) => join.onRef('identity.person_id', '=', 'person.id').on('identity.kind', '=', 'email'))
    .select(['person.id', 'person.name', 'identity.typed'])
    .where('person.id', '=', id)
    .orderBy('identity.proven_at', (order) => order.asc().nullsLast())
    .orderBy('identity.created_at')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, name: row.name, email: row.typed ?? undefined };
}

export async function insertPerson(db: Database, person: { id: string; name: string; language: string; now: Date }): Promise<void> {
  await people(db).insertInto('person').values({ id: person.id, name: person.name, language: person.language, created_at: person.now, disabled_at: null }).execute();
}
