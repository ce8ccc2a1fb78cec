import type { Admission } from '../../../common/contract/admission-policy.ts';
import type { Fleet } from '../../../common/contract/fleet.ts';
import { callBy, commandLine, testParts } from '../../../test/harness/operations.ts';
import { testCentre, given } from '../../centre/testing.ts';
import { createGroupsOperations, endSeat, lockFleet, seatsOfPerson } from '../../groups/index.ts';
import { accountOf, createPerson, insertGrants, insertIdentity, proveIdentity } from '../../people/index.ts';
import { callerFor, newId, type Actor, type Database, type DomainEvent, type Grant } from '../../platform/index.ts';
import { createAdmissionJobs } from '../jobs.ts';
import { createAdmissionOperations } from '../operations.ts';

export const operatorEverywhere: Grant = { role: 'operator', scope: { kind: 'centre' } };
export const moderatorOf = (fleet: string): Grant => ({ role: 'moderator', scope: { kind: 'fleet', key: fleet } });

export type ModerationStage = Awaited<ReturnType<typeof moderationStage>>;

/** A centre with fleets, applicants with proven accounts, and moderators; every event that was published is kept. */
export async function moderationStage() {
  const centre = await testCentre('none');
  const { ground, reader } = centre;
  const published: DomainEvent[] = [];
  ground.checkEvent = ((check) => (event: DomainEvent) => {
    check?.(event);
    published.push(event);
  })(ground.checkEvent);
  given(await centre.ops.createTopic({ entry: { key: 'stream', name: { 'zh-CN': 'Stream 模式', en: 'Stream mode' } } }));
  const parts = testParts({ reader });
  const operations = { ...createGroupsOperations(parts), ...createAdmissionOperations(parts) };
  const doing = (db: Database) => ({ db, now: ground.clock.now(), publish: async (...events: DomainEvent[]) => void published.push(...events) });
  const accountFor = (email: string) => {
    const read = accountOf('email', email);
    if (!read.ok) throw new Error(read.code);
    return read.account;
  };
  let made = 0;
  const person = async ({ name = '谷雨', email = `person-${(made += 1)}@example.com`, proven = true, grants = [] as Grant[] } = {}) => {
    const id = await createPerson(ground.database, { name, language: 'zh-CN', now: ground.clock.now() });
    await insertGrants(ground.database, id, grants, null, ground.clock.now());
    if (proven) await proveIdentity(doing(ground.database), id, accountFor(email), 'email_code');
    else await insertIdentity(ground.database, id, accountFor(email), undefined, ground.clock.now());
    const actor: Actor = { kind: 'person', id, name, grants, via: { kind: 'session', id: newId(), authenticatedAt: ground.clock.now() }, network: '192.0.2.7' };
    return { id, email, actor, ops: callerFor(ground, operations, callBy(actor)) };
  };
  return {
    ...centre, parts, operations, published, person, doing, accountFor,
    root: callerFor(ground, operations, callBy(commandLine)),
    as: (actor: Actor, details?: Parameters<typeof callBy>[1]) => callerFor(ground, operations, callBy(actor, details)),
    addFleet: async (entry: Partial<Fleet> & { key: string; admission?: Admission }) => given(await centre.ops.createFleet({ entry: { topic: 'stream', platform: 'web', app: 'web', ...entry } })),
    /** Runs what was put off, of this kind. */
    async runJobs(job: 'tellApplicant' | 'tellAppealed') {
      const waiting = ground.enqueued.filter((one) => one.job === job);
      for (const { data } of waiting) await createAdmissionJobs(parts)[job].run({ ...doing(ground.database), log: ground.log, signal: new AbortController().signal, step: async () => { throw new Error('not a job of steps'); }, afterCommit: () => undefined }, data as never);
      ground.enqueued.splice(0, ground.enqueued.length, ...ground.enqueued.filter((one) => one.job !== job));
    },
    /** A member leaves of their own accord. */
    leave: (fleet: string, person: string) => ground.database.transaction().execute(async (db) => {
      const locked = await lockFleet(db, fleet, reader);
      const [seat] = await seatsOfPerson(db, person, [fleet]);
      if (locked === undefined || seat === undefined) throw new Error('no seat to leave');
      await endSeat(doing(db), locked, seat, 'left');
    }),
    names: () => published.map(({ name }) => name),
  };
}
