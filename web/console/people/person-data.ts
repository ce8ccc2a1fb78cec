import type { PageContext } from '../../page-context.ts';
import { deviceInWords } from '../../people/device.ts';
import { mayDo, mayDoSomewhere } from './may-do.ts';
import { readScopes } from './scopes.ts';
import { readWhen } from './text.ts';

/** What a person's page shows; undefined for nobody, and for who may not look. */
export async function readPersonData(page: PageContext, id: string) {
  const { ops, actor } = page;
  const [outcome, rights, sessions, memberships, tied, scopes, when] = await Promise.all([
    ops.readPerson({ id }),
    ops.explainRights({ id }),
    ops.listPersonSessions({ id }),
    ops.listMemberships({ person: id }),
    ops.readTiedToAccounts({ person: id }),
    readScopes(page),
    readWhen(page),
  ]);
  if (!outcome.ok || !rights.ok) return undefined;
  // Who may not change anything is not told what would go.
  const tiedTo = new Map(tied.ok ? tied.value.items.map(({ identity, ...counts }) => [identity, counts]) : []);
  const { identities, roles, merged, createdAt, disabledAt, ...person } = outcome.value;
  return {
    person: {
      ...person,
      since: when(createdAt),
      ...(disabledAt === undefined ? {} : { disabledSince: when(disabledAt) }),
      identities: identities.map(({ provenAt, withdrawnAt, ...identity }) => ({ ...identity, tied: tiedTo.get(identity.id), ...(provenAt === undefined ? {} : { proven: when(provenAt) }), ...(withdrawnAt === undefined ? {} : { withdrawn: when(withdrawnAt) }) })),
      roles: roles.map(({ grantedAt, ...role }) => ({ ...role, granted: when(grantedAt) })),
      merged: merged.map(({ at, ...entry }) => ({ ...entry, when: when(at) })),
    },
    rights: rights.value.items,
    secondFactor: rights.value.secondFactor,
    sessions: sessions.ok ? sessions.value.items.map(({ seenAt, id: session, method, device, network, secondFactor }) => ({ id: session, method, device: deviceInWords(device), network, secondFactor, seen: when(seenAt) })) : undefined,
    // Who may not read organisations is told nothing of them.
    memberships: memberships.ok ? memberships.value.items : undefined,
    scopes,
    mayEdit: mayDo(actor, 'people.edit'),
    mayGive: mayDoSomewhere(actor, 'staff.manage'),
    maySeeEntitlements: mayDo(actor, 'entitlements.read'),
    mayErase: mayDo(actor, 'privacy.handle'),
  };
}
export type PersonData = NonNullable<Awaited<ReturnType<typeof readPersonData>>>;
