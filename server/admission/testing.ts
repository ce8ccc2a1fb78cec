import type { Admission } from '../../common/contract/admission-policy.ts';
import type { Fleet } from '../../common/contract/fleet.ts';
import type { Reading } from '../../common/contract/centre.ts';
import type { IdentityKind } from '../../common/contract/people.ts';
import { anonymous, callBy, commandLine, testParts } from '../../test/harness/operations.ts';
import { given, testCentre } from '../centre/testing.ts';
import { createGroupsJobs, createGroupsOperations, groupsSubscriber } from '../groups/index.ts';
import { accountOf, createPerson, insertGrants, insertIdentity, proveIdentity } from '../people/index.ts';
import { callerFor, newId, silentLog, type Actor, type Database, type DomainEvent, type Grant } from '../platform/index.ts';
import { publishEvents } from '../platform/events/publish.ts';
import type { JobWork } from '../platform/jobs/index.ts';
import { createSignInOperations } from '../sign-in/index.ts';
import { isBarredNow } from './actions/barred-now.ts';
import { applyingJobs } from './applying-jobs.ts';
import { admissionOfFleets } from './fleet-door.ts';
import { createAdmissionOperations } from './operations.ts';
import { admissionApplyingOperations } from './operations/applying.ts';
import { nothingOutside, type AdmissionPorts } from './ports.ts';
import type { ContributorAnswer, GraceFact, HighTrustAnswer, HumanAnswer, UidAnswer } from './rules/facts.ts';
import { admissionSubscriber } from './subscriber.ts';

/** What the world outside says; a test sets it. */
export type Outside = { uid: UidAnswer['outcome'] | ((uid: string) => UidAnswer['outcome']); human: HumanAnswer; humanTaken: boolean; grace: GraceFact | undefined; contributor: ContributorAnswer['outcome']; highTrust: HighTrustAnswer; raid: boolean; asked: string[] };

function outsideWorld(): { world: Outside; ports: AdmissionPorts } {
  const world: Outside = { uid: 'proven', human: { outcome: 'passed', how: 'altcha', id: 'challenge' }, humanTaken: false, grace: undefined, contributor: 'merged_own', highTrust: { outcome: 'missing' }, raid: false, asked: [] };
  const ports: AdmissionPorts = {
    ...nothingOutside,
    human: { check: async () => world.human, use: async () => !world.humanTaken },
    uid: {
      ask: async ({ now }, { uid }) => {
        world.asked.push(uid);
        return { outcome: typeof world.uid === 'string' ? world.uid : world.uid(uid), at: now.toISOString(), how: 'match' };
      },
    },
    grace: { at: async () => world.grace },
    contributor: { ask: async ({ now }) => ({ outcome: world.contributor, at: now.toISOString(), repository: 'github:owner/name' }) },
    highTrust: { find: async () => world.highTrust },
    raid: { isOn: async () => world.raid },
  };
  return { world, ports };
}

export type AdmissionStage = Awaited<ReturnType<typeof admissionStage>>;

/** A centre with fleets, a world outside that does as it is told, applicants, and everything that happens after a commit when `settle` is called. */
export async function admissionStage() {
  const centre = await testCentre('none');
  const { ground, reader } = centre;
  const { world, ports } = outsideWorld();
  const published: DomainEvent[] = [];
  const waiting: DomainEvent[] = [];
  ground.checkEvent = ((check) => (event: DomainEvent) => {
    check?.(event);
    published.push(event);
    waiting.push(event);
  })(ground.checkEvent);
  given(await centre.ops.createTopic({ entry: { key: 'stream', name: { 'zh-CN': 'Stream 模式', en: 'Stream mode' } } }));
  const parts = testParts({ reader });
  const operations = { ...createGroupsOperations(parts, { isBarred: isBarredNow, waiting: admissionOfFleets.waiting, followers: [admissionOfFleets.follower] }), ...createAdmissionOperations(parts), ...admissionApplyingOperations(parts, ports), ...createSignInOperations(parts) };
  const now = () => ground.clock.now();
  const publishIn = (db: Database) => async (...events: DomainEvent[]) => {
    for (const event of events) ground.checkEvent?.(event);
    await publishEvents(db, () => [], now(), events);
  };
  const doing = (db: Database = ground.database) => ({ db, now: now(), publish: publishIn(db), secrets: ground.secrets });
  const account = (kind: IdentityKind, typed: string, issuer = '') => {
    const read = accountOf(kind, typed, issuer);
    if (!read.ok) throw new Error(read.code);
    return read.account;
  };
  const actorOf = (id: string, name: string, grants: Grant[] = []): Actor => ({ kind: 'person', id, name, grants, via: { kind: 'session', id: newId(), authenticatedAt: now() }, network: '192.0.2.7' });
  const as = (actor: Actor, details?: Parameters<typeof callBy>[1]) => callerFor(ground, operations, callBy(actor, details));
  const prove = (id: string, kind: IdentityKind, typed: string, issuer = '') => proveIdentity(doing(), id, account(kind, typed, issuer), 'email_code');
  const claim = (id: string, kind: IdentityKind, typed: string, issuer = '') => insertIdentity(ground.database, id, account(kind, typed, issuer), undefined, now());
  let made = 0;
  const person = async ({ name = '谷雨', email = `person-${(made += 1)}@example.com`, proven = true, grants = [] as Grant[] } = {}) => {
    const id = await createPerson(ground.database, { name, language: 'zh-CN', now: now() });
    await insertGrants(ground.database, id, grants, null, now());
    await (proven ? prove(id, 'email', email) : claim(id, 'email', email));
    const actor = actorOf(id, name, grants);
    return { id, email, actor, ops: as(actor) };
  };
  const subscribers = [groupsSubscriber(parts), admissionSubscriber(parts)];
  /** Delivers what was published, and what follows from it, as the relay does. */
  const settle = async () => {
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
      const { name, subject, data = {} } = event;
      const delivered = { id: newId(), position: '1', name, subject, data, occurredAt: now() };
      for (const subscriber of subscribers.filter(({ events }) => events.includes(name))) await ground.database.transaction().execute((db) => subscriber.handle(delivered, db, { now: now(), log: silentLog, publish: publishIn(db), afterCommit: () => undefined }));
    }
  };
  const jobs = { ...createGroupsJobs(parts), ...applyingJobs(parts) };
  const jobWork = (db: Database): JobWork => ({
    db, now: now(), log: silentLog, signal: new AbortController().signal, publish: publishIn(db), afterCommit: () => undefined,
    step: (run) => ground.database.transaction().execute((inner) => run({ db: inner, publish: publishIn(inner), audit: async () => undefined })),
  });
  return {
    ...centre, world, ports, parts, operations, published, person, prove, claim, as, doing, settle, jobs, jobWork,
    anyone: as(anonymous),
    root: as(commandLine),
    addFleet: async (entry: Partial<Fleet> & { key: string; admission?: Admission }) => given(await centre.ops.createFleet({ entry: { topic: 'stream', platform: 'web', app: 'web', ...entry } })),
    addReading: async (entry: Reading) => given(await centre.ops.createReading({ entry })),
    /** Runs the jobs that were added, as at their time. */
    async runJobs() {
      for (const { job, data } of ground.enqueued.splice(0)) if (job === 'tellApplicant' || job === 'tellAppealed' || job === 'tellRemovedSeat' || job === 'followBan' || job === 'tellStrikeLifted') await jobs[job].run(jobWork(ground.database), data as never);
    },
    events: (name: string) => published.filter((event) => event.name === name),
    async mails(): Promise<{ recipient: string; subject: string; text: string }[]> {
      const { rows } = await ground.open.pool.query<{ recipient: string; subject: string; body: { text: string } }>('select recipient, subject, body from mail order by id');
      return rows.map(({ recipient, subject, body }) => ({ recipient, subject, text: body.text }));
    },
    async count(table: 'application' | 'application_decision' | 'strike' | 'seat', where = 'true'): Promise<number> {
      const { rows } = await ground.open.pool.query<{ count: string }>(`select count(*) from ${table} where ${where}`);
      return Number(rows[0]?.count);
    },
  };
}
