import type { z } from 'zod';
import type { listPersonsSchema, personSchema, personsListedSchema, rightsExplainedSchema, sessionsListedSchema } from '../../../common/contract/persons.ts';
import { done, pageFrom, readCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { explainRights } from '../rules/explain-rights.ts';
import { readSearch } from '../rules/search-tokens.ts';
import { grantsOf } from '../store/grants.ts';
import { listIdentities } from '../store/identities.ts';
import { readPersonFacts, rolesOf, similarPersons, type PersonFacts } from '../store/person-page.ts';
import { searchPersons } from '../store/search.ts';
import { listSessions } from '../store/sessions.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Persons, the latest first. A search for what cannot be a word finds nobody. */
export async function listPersons(work: Work, { search, state = 'active', staff, cursor, limit }: z.output<typeof listPersonsSchema>): Promise<Outcome<z.input<typeof personsListedSchema>>> {
  const place = readCursor(cursor, 1);
  if (!place.ok) return place;
  const after = place.value?.[0];
  if (after !== undefined && !(typeof after === 'string' && uuid.test(after))) return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  const text = search?.trim() ?? '';
  const id = uuid.test(text) ? text.toLowerCase() : undefined;
  const wanted = text === '' ? undefined : readSearch(text);
  if (text !== '' && id === undefined && wanted === undefined) return done({ items: [] });
  const rows = await searchPersons(work.db, { wanted, id, state, staff: staff === undefined ? undefined : staff === 'true', after, count: rowsToRead(limit) });
  return done(pageFrom(rows, limit, ({ createdAt, ...row }) => ({ ...row, state, createdAt: createdAt.toISOString() }), (row) => [row.id]));
}

/** In which state an entry is. */
export function stateOf({ mergedInto, disabledAt }: Pick<PersonFacts, 'mergedInto' | 'disabledAt'>): 'active' | 'disabled' | 'merged' {
  if (mergedInto !== undefined) return 'merged';
  return disabledAt === undefined ? 'active' : 'disabled';
}

/** Everything about a person that people knows. */
export async function readPerson(work: Work, { id }: { id: string }): Promise<Outcome<z.input<typeof personSchema>>> {
  const facts = await readPersonFacts(work.db, id, work.now);
  if (facts === undefined) return refuse('not_found');
  const [identities, roles, similar] = await Promise.all([listIdentities(work.db, id), rolesOf(work.db, id), similarPersons(work.db, id)]);
  const { createdAt, disabledAt, mergedInto, merged, ...rest } = facts;
  const others = (identity: { kind: string; issuer: string; canonical: string }) => similar.filter((other) => other.kind === identity.kind && other.issuer === identity.issuer && other.canonical === identity.canonical).length;
  return done({
    ...rest,
    state: stateOf(facts),
    createdAt: createdAt.toISOString(),
    ...(disabledAt === undefined ? {} : { disabledAt: disabledAt.toISOString() }),
    ...(mergedInto === undefined ? {} : { mergedInto }),
    identities: identities.slice(0, 500).map((identity) => ({
      id: identity.id, kind: identity.kind, typed: identity.typed, canonical: identity.canonical, createdAt: identity.createdAt.toISOString(), others: others(identity),
      ...(identity.issuer === '' ? {} : { issuer: identity.issuer }),
      ...(identity.provenAt === undefined ? {} : { provenAt: identity.provenAt.toISOString() }),
      ...(identity.provenHow === undefined ? {} : { provenHow: identity.provenHow }),
    })),
    roles: roles.map(({ role, scope, grantedAt, grantedBy }) => ({ role, scope, grantedAt: grantedAt.toISOString(), ...(grantedBy === undefined ? {} : { grantedBy }) })),
    merged: merged.map(({ merge, id: gone, name, at }) => ({ merge, id: gone, name, at: at.toISOString() })),
    similar: [...new Map(similar.map((other) => [other.id, { id: other.id, name: other.name, kind: other.kind }])).values()].slice(0, 20),
  });
}

/** The sessions of a person that live. */
export async function listPersonSessions(work: Work, { id }: { id: string }): Promise<Outcome<z.input<typeof sessionsListedSchema>>> {
  if ((await readPersonFacts(work.db, id, work.now)) === undefined) return refuse('not_found');
  const sessions = await listSessions(work.db, id, work.now);
  return done({ items: sessions.map((session) => ({ ...session, createdAt: session.createdAt.toISOString(), seenAt: session.seenAt.toISOString(), expiresAt: session.expiresAt.toISOString() })) });
}

/** What a person may do, where, and because of which roles; nothing for who is disabled. */
export async function explainPersonsRights(work: Work, { id }: { id: string }): Promise<Outcome<z.input<typeof rightsExplainedSchema>>> {
  const facts = await readPersonFacts(work.db, id, work.now);
  if (facts === undefined) return refuse('not_found');
  return done({ id, name: facts.name, items: explainRights(stateOf(facts) === 'active' ? await grantsOf(work.db, id) : []) });
}
