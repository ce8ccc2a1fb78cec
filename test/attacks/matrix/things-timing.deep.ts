import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer } from '../../harness/server.ts';
import { ask, inputFor, ownership } from './things-ask.ts';
import type { Operation } from '../../../server/platform/index.ts';
import { namedByAdmission } from './things-named-admission.ts';
import { namedByCentre } from './things-named-centre.ts';
import { namedByGroups } from './things-named-groups.ts';
import { namedByPeopleAndPrograms, type Named } from './things-named.ts';
import { createWorld, type World } from './things-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await startTestServer());
});
afterAll(() => world.centre.close());

const named: Readonly<Record<string, Named>> = { ...namedByPeopleAndPrograms, ...namedByCentre, ...namedByAdmission, ...namedByGroups };
/** Of every kind: of the centre, of a place, of a person; read, changed, added to, removed, taken out as a file. */
const sample = ['readPerson', 'renamePerson', 'explainRights', 'readOrganisation', 'readCertificateDocument', 'readEntitlement', 'readWebhook', 'readDelivery', 'readReading', 'retryMail', 'revokeInvitation', 'revokeRole', 'deleteDutyRoster', 'revokeApiKey', 'endSession', 'withdrawConsent', 'downloadPrivacyExport', 'removePushBrowser', 'readFleetStanding', 'listGroupMembers', 'removeGroupMember', 'readMemberPage', 'readApplication', 'liftBan', 'revokeGroupInvitation', 'readFleetMemberImport'] as const;
const rounds = 200;

const median = (numbers: number[]) => numbers.toSorted((left, right) => left - right)[numbers.length >> 1] ?? 0;

describe('C1: how long a refusal takes', () => {
  test.each(sample)('%s: what is somebody else’s takes as long as what is not there', async (name) => {
    const operation = world.centre.app.operations[name] as Operation;
    const one = named[name];
    if (one === undefined) throw new Error(`${name} is not listed`);
    const caller = ownership(operation, one) === 'centre' ? world.cast.nobody : world.cast.neighbour;
    const [theirs, absent] = [await inputFor(world, one, world.mine), await inputFor(world, one, 'absent')];
    const took: Record<'theirs' | 'absent', number[]> = { theirs: [], absent: [] };
    for (let round = 0; round < rounds; round++) {
      // Which one comes first changes, so that neither is always the one that finds things warm.
      for (const which of round % 2 === 0 ? (['theirs', 'absent'] as const) : (['absent', 'theirs'] as const)) {
        const before = performance.now();
        const { status } = await ask(world, operation, caller, which === 'theirs' ? theirs : absent);
        took[which].push(performance.now() - before);
        if (status !== 404) throw new Error(`${name} answered ${status}`);
      }
    }
    const [left, right] = [median(took.theirs), median(took.absent)];
    const apart = Math.abs(left - right);
    expect({ name, theirs: left.toFixed(3), absent: right.toFixed(3), alike: apart < 0.3 || apart < 0.1 * Math.max(left, right) }).toMatchObject({ alike: true });
  }, 120_000);
});
