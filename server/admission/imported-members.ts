import type { ProductParts } from '../parts.ts';
import { identitiesOf, takeOverEntry } from '../people/index.ts';
import { lockAhead, type Subscriber } from '../platform/index.ts';
import { findImported, setImportedProven } from './store/imported.ts';

/** Whoever proves an account under which a list brought somebody in is that somebody: the seat that was kept is theirs. [003] */
export const importedMembersHear: readonly string[] = ['people.identity_proven'];
export function importedMembersSubscriber({ personalData }: Pick<ProductParts, 'personalData'>): Subscriber {
  return {
    name: 'imported-members',
    events: importedMembersHear,
    async handle(event, db, { now, publish }) {
      const proven = (await identitiesOf(db, event.subject)).filter(({ provenAt }) => provenAt !== undefined);
      const entries = new Set((await findImported(db, proven)).map(({ person }) => person));
      // All of them first: the fleets of the next entry come before the persons of this one.
      await lockAhead(personalData, db, [event.subject, ...entries]);
      for (const entry of [...entries].toSorted()) {
        if (entry !== event.subject && !(await takeOverEntry({ personalData }, { db, now, publish }, { id: event.subject, entry }))) continue;
        await setImportedProven(db, event.subject, now);
      }
    },
  };
}
