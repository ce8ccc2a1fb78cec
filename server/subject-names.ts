import { subjectId, type SubjectNames } from './centre/index.ts';
import { namedGroups } from './groups/index.ts';
import { namesOfOrganisations } from './organisations/index.ts';
import { namesOf } from './people/index.ts';

/** What the history calls things that have an id for a key: groups, persons and organisations, as they are called now. */
export const subjectNames: SubjectNames = async ({ db, language }, subjects) => {
  const keys = (kind: string) => subjects.filter((subject) => subject.kind === kind && isId(subject.key)).map(({ key }) => key);
  const [groups, persons, organisations] = [await namedGroups(db, keys('group'), language), await namesOf(db, keys('person')), await namesOfOrganisations(db, keys('organisation'))];
  const named = (kind: string, names: ReadonlyMap<string, string>) => [...names].filter(([, name]) => name !== '').map(([key, name]) => [subjectId({ kind, key }), { name }] as const);
  return new Map([...[...groups].map(([key, found]) => [subjectId({ kind: 'group', key }), found] as const), ...named('person', persons), ...named('organisation', organisations)]);
};

/** What the database takes for an id; a word in its place would be a fault. */
function isId(key: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key);
}
