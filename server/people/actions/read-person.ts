import type { z } from 'zod';
import type { listPersonsSchema, PersonState, personSchema, personsListedSchema, rightsExplainedSchema, sessionsListedSchema } from '../../../common/contract/persons.ts';
import { done, pageFrom, readCursor, refuse, rowsToRead, writeCursor, type Outcome, type Place, type Work } from '../../platform/index.ts';
import type { HasSecondFactor } from '../ports.ts';
import { explainRights } from '../rules/explain-rights.ts';
import { readExact, readSearch } from '../rules/search-tokens.ts';
import { findPersons, type Found, type FoundPlace } from '../store/find-persons.ts';
import { grantsOf } from '../store/grants.ts';
import { listIdentities } from '../store/identities.ts';
import { readPersonFacts, rolesOf, similarPersons, type PersonFacts } from '../store/person-page.ts';
import { readPolicy } from '../store/policy.ts';
import { findPersonId, listPersonIds, readPersonRows } from '../store/search.ts';
import { listSessions } from '../store/sessions.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Persons, the latest first; of those whom a search finds, the ones who bear exactly what was looked for come before the others. A search for
 * what cannot be a word finds nobody.
 */
export async function listPersons(work: Work, { search, state = 'active', staff, cursor, limit }: z.output<typeof listPersonsSchema>): Promise<Outcome<z.input<typeof personsListedSchema>>> {
  const place = readCursor(cursor, 2);
  if (!place.ok) return place;
  const after = placeFrom(place.value);
  if (after === 'wrong') return refuse('invalid_input', { fields: [{ path: 'cursor', code: 'form' }] });
  const { persons, goOnAfter } = await find(work, search?.trim() ?? '', { state, staff: staff === undefined ? undefined : staff === 'true' }, after, rowsToRead(limit));
  const exact = new Set(persons.filter(({ isExact }) => isExact).map(({ id }) => id));
  const page = pageFrom(await readPersonRows(work.db, persons.map(({ id }) => id)), limit, ({ createdAt, ...row }) => ({ ...row, state, createdAt: createdAt.toISOString() }), ({ id }) => cursorOf({ id, isExact: exact.has(id) }));
  return done({ ...(goOnAfter === undefined ? {} : { next: writeCursor(cursorOf({ id: goOnAfter, isExact: false })) }), ...page });
}

async function find({ db }: Work, text: string, kept: { state: PersonState; staff: boolean | undefined }, after: FoundPlace | undefined, count: number): Promise<Found> {
  const plain = (ids: readonly string[]) => ({ persons: ids.map((id) => ({ id, isExact: false })) });
  if (text === '') return plain(await listPersonIds(db, kept, after?.id, count));
  if (uuid.test(text)) return plain(await findPersonId(db, text.toLowerCase(), kept));
  const wanted = readSearch(text);
  return wanted === undefined ? { persons: [] } : findPersons(db, { wanted, exact: readExact(text) }, kept, after, count);
}

const cursorOf = ({ id, isExact }: FoundPlace): Place => [isExact ? 1 : 0, id];

function placeFrom(values: Place | undefined): FoundPlace | undefined | 'wrong' {
  if (values === undefined) return undefined;
  const [isExact, id] = values;
  return typeof id === 'string' && uuid.test(id) && (isExact === 0 || isExact === 1) ? { id, isExact: isExact === 1 } : 'wrong';
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
      ...(identity.withdrawn === undefined ? {} : { withdrawnAt: identity.withdrawn.at.toISOString() }),
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

/** What a person may do, where, and because of which roles; nothing for who is disabled. Where roles rest for want of a second factor, it says so. */
export async function explainPersonsRights(hasSecondFactor: HasSecondFactor, work: Work, { id }: { id: string }): Promise<Outcome<z.input<typeof rightsExplainedSchema>>> {
  const facts = await readPersonFacts(work.db, id, work.now);
  if (facts === undefined) return refuse('not_found');
  const grants = stateOf(facts) === 'active' ? await grantsOf(work.db, id) : [];
  const isAsked = grants.length > 0 && (await readPolicy(work.db)).secondFactorRequired;
  return done({ id, name: facts.name, ...(isAsked ? { secondFactor: (await hasSecondFactor(work, id)) ? 'needed' : 'missing' } : {}), items: explainRights(grants) });
}
