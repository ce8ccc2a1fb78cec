import type { ApplicationState, Entrance } from '../../../common/contract/admission.ts';
import type { Priority } from '../../../common/contract/fleet.ts';
import { languages, type Language } from '../../../common/contract/text.ts';
import { confirmSeat, lockFleet, seatsOfPerson, type LockedFleet } from '../../groups/index.ts';
import { claimIdentity, createPerson, findOwner, findPerson, identitiesOf, type Account } from '../../people/index.ts';
import { done, refuse, type Outcome } from '../../platform/index.ts';
import type { AdmissionParts, AdmissionWork } from '../parts.ts';
import { findImported, insertImported, setDecidedBy } from '../store/imported.ts';
import { admitUnderLock, policyOfFleet } from './admit.ts';
import { isBarredNow } from './barred-now.ts';
import { barredOn } from './gather.ts';
import { addressOfApplicant } from './mail-applicant.ts';

/** Somebody who is let in by the word of staff. `accounts`: as a list has them, none of them proven here; the first one names the person. */
export type BroughtIn = {
  fleet: string;
  who: { person: string } | { accounts: readonly Account[]; name: string };
  entrance: Extract<Entrance, 'api' | 'import'>;
  /** In which they are written to; left out: their own, where they have an account, else the first that is spoken in the fleet, else the centre's first. */
  language?: Language | undefined;
  priority?: Priority | undefined;
  group?: string | undefined;
  note?: string | undefined;
  /** They are in the group already, where it lives elsewhere. */
  inside?: boolean | undefined;
  by: string | null;
};
/** `told`: a mail with the way in goes to them; it is not for whoever is in already, and cannot go where no address is known. */
export type Brought = { application: string; person: string; state: ApplicationState; groupId: string | undefined; already: boolean; told: boolean };

/**
 * Lets somebody in without asking them anything: the same bars, strikes and seats hold for them as for everyone. Whoever has proven one of the
 * accounts is who is meant; else an entry is made that claims them, and whoever proves one later gets its seat. Where the platform lets nobody
 * in by itself, a seat is held and they are written to, also at an address that only the list knows; who is inside already is a member at
 * once. From a list nobody is brought in who would not hear of it. A refusal means that nothing may be kept: the caller takes back what was
 * written.
 */
export async function bringIn(work: AdmissionWork, parts: AdmissionParts, { fleet, who, entrance, language: asked, priority, group, note = '', inside = false, by }: BroughtIn): Promise<Outcome<Brought>> {
  const locked = await lockFleet(work.db, fleet, parts.reader);
  if (locked === undefined || locked.removed) return refuse('not_found');
  const spoken = asked ?? locked.settings.languages?.[0] ?? parts.reader.current().centre?.settings.languages[0] ?? languages[0];
  const person = 'person' in who ? who.person : await entryFor(work, who, spoken);
  if (person === undefined) return wrong('accounts_of_several');
  const known = await findPerson(work.db, person);
  const language = asked ?? languages.find((one) => one === known?.language) ?? spoken;
  const identities = await identitiesOf(work.db, person);
  const gathered = { identities, barred: await barredOn(work, locked.settings, policyOfFleet(locked).list, identities), uid: undefined, contributor: undefined, human: { outcome: 'missing' as const }, raid: false };
  const admitted = await admitUnderLock(work, parts, locked, { fleet, personId: person, entrance, language, answers: {}, wantedGroup: group, priority, vouched: true, inside }, gathered);
  if (!admitted.ok) return admitted.refusal.code === 'not_found' ? wrong('person_unknown') : admitted;
  const { id, state, created, groupId } = admitted.value;
  if (!created && state === 'approved' && inside) return comeIn(work, locked, { application: id, person });
  if (!created) return state === 'approved' || state === 'joined' ? done({ application: id, person, state, groupId, already: true, told: false }) : wrong('member_applies');
  if (state === 'rejected') return wrong('member_barred');
  if (state === 'in_review') return wrong('member_doubtful');
  if (state === 'waitlisted') return wrong('member_no_seat');
  if (by !== null) await setDecidedBy(work.db, id, by);
  const [named] = 'accounts' in who ? who.accounts : [];
  if (named !== undefined && !identities.some(({ provenAt }) => provenAt !== undefined)) await insertImported(work.db, { application: id, fleet, person, account: named, note }, work.now);
  const told = state === 'approved' && (await addressOfApplicant(work.db, id)) !== undefined;
  if (state === 'approved' && !told && entrance === 'import') return wrong('member_unreachable');
  return done({ application: id, person, state, groupId, already: false, told });
}

/** A seat was held for them, and they are in: it is theirs, unless they were barred meanwhile. Their application follows. */
async function comeIn(work: AdmissionWork, locked: LockedFleet, { application, person }: { application: string; person: string }): Promise<Outcome<Brought>> {
  if (await isBarredNow(work, locked, person)) return wrong('member_barred');
  const seat = (await seatsOfPerson(work.db, person, [locked.key])).find(({ applicationId }) => applicationId === application);
  if (seat === undefined || !(await confirmSeat(work, locked, seat))) return wrong('member_applies');
  return done({ application, person, state: 'joined', groupId: seat.groupId, already: false, told: false });
}

function wrong(code: string): Outcome<never> {
  return refuse('invalid_input', { fields: [{ path: 'account', code }] });
}

/** Who is meant by these accounts; undefined when they belong to several persons. */
async function entryFor(work: AdmissionWork, { accounts, name }: Extract<BroughtIn['who'], { accounts: unknown }>, language: Language): Promise<string | undefined> {
  const owners = new Set<string>();
  for (const account of accounts) {
    const owner = await findOwner(work.db, account);
    if (owner !== undefined) owners.add(owner.personId);
  }
  const [owner] = owners;
  if (owner !== undefined) return owners.size === 1 ? owner : undefined;
  const entries = new Set((await findImported(work.db, accounts)).map(({ person }) => person));
  const [known] = entries;
  if (entries.size > 1) return undefined;
  const person = known ?? (await createPerson(work.db, { name, language, now: work.now }));
  for (const account of accounts) await claimIdentity(work.db, person, account, work.now);
  return person;
}
