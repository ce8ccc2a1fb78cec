import type { z } from 'zod';
import type { addFleetMemberSchema, fleetMemberAddedSchema } from '../../../common/contract/entrances.ts';
import { accountOf, type Account } from '../../people/index.ts';
import { done, may, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { groupNames } from '../group-names.ts';
import type { AdmissionParts } from '../parts.ts';
import { rightsToGive } from '../rules/invitation.ts';
import { bringIn, type BroughtIn } from './bring-in.ts';

/** Lets somebody in by the word of a moderator or of a program of theirs; the seats, strikes and bars of every entrance hold. Nobody gives away more than they may (D3). */
export async function addMember(work: Work, parts: AdmissionParts, { fleet, person, account, name, priority, group, inside }: z.output<typeof addFleetMemberSchema>): Promise<Outcome<z.input<typeof fleetMemberAddedSchema>>> {
  if (!rightsToGive(priority).every((permission) => may(work.actor, permission, { kind: 'fleet', key: fleet }))) return refuse('beyond_own_rights');
  const who = whoIsMeant({ person, account, name });
  if (!who.ok) return who;
  const by = work.actor.kind === 'person' ? work.actor.id : null;
  const brought = await bringIn(work, parts, { fleet, who: who.value, entrance: 'api', priority, group, inside, by });
  if (!brought.ok) return brought;
  const { application, person: id, state, groupId, already, told } = brought.value;
  if (!already) await work.audit({ subjectKind: 'application', subjectKey: application, before: null, after: { fleet, person: id, state, ...(priority === undefined ? {} : { priority }) } });
  const called = groupId === undefined ? undefined : (await groupNames(work.db, [fleet], work.language)).get(groupId);
  return done({ application, person: id, state, already, told, ...(groupId === undefined ? {} : { group: { id: groupId, name: called ?? '' } }) });
}

type Named = Pick<z.output<typeof addFleetMemberSchema>, 'person' | 'account' | 'name'>;

function whoIsMeant({ person, account, name }: Named): Outcome<BroughtIn['who']> {
  if ((person === undefined) === (account === undefined)) return refuse('invalid_input', { fields: [{ path: 'person', code: 'person_or_account' }] });
  if (person !== undefined) return done({ person });
  const read = account === undefined ? undefined : accountOf(account.kind, account.account, account.issuer);
  if (read?.ok !== true) return refuse('invalid_input', { fields: [{ path: read?.code === 'account_issuer' ? 'account.issuer' : 'account.account', code: read?.code ?? 'required' }] });
  const accounts: Account[] = [read.account];
  return done({ accounts, name: name ?? (read.account.kind === 'email' ? (read.account.typed.split('@')[0] ?? '') : read.account.typed).slice(0, 60) });
}
