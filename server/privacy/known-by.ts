import { countMentions } from '../centre/index.ts';
import { findHolders, findPerson, identitiesOf, isNameOfOthers, mergedEntriesOf } from '../people/index.ts';
import type { Database, PersonWords } from '../platform/index.ts';
import { personWords, type KnownBy } from './rules/person-words.ts';

/** A person with every entry that was found to be the same human, and the words by which they are known. */
export async function knownBy(db: Database, personId: string): Promise<{ ids: readonly string[]; words: PersonWords }> {
  const ids = [personId, ...(await mergedEntriesOf(db, personId))];
  const names: KnownBy['names'][number][] = [];
  const accounts: KnownBy['accounts'][number][] = [];
  for (const id of ids) {
    const person = await findPerson(db, id);
    // A name that the described centre uses, such as “客服”, is a common word: it goes only where something is about the person.
    if (person !== undefined && person.name !== '') names.push({ text: person.name, shared: (await isNameOfOthers(db, person.name, personId)) || (await countMentions(db, [person.name])) > 0 });
    for (const account of await identitiesOf(db, id)) {
      const others = (await findHolders(db, account)).some((holder) => !ids.includes(holder.personId));
      accounts.push({ kind: account.kind, typed: account.typed, canonical: account.canonical, proven: account.provenAt !== undefined, shared: others });
    }
  }
  return { ids, words: personWords({ names, accounts }) };
}
