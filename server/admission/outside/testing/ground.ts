import { anonymous, callBy, testGround, testParts, type TestGround } from '../../../../test/harness/operations.ts';
import type { CentreFile } from '../../../../common/contract/centre.ts';
import type { Fleet } from '../../../../common/contract/fleet.ts';
import type { ProductParts } from '../../../parts.ts';
import { accountOf, createPerson, identitiesOf, proveIdentity } from '../../../people/index.ts';
import { callerFor, createLog, newId, type Actor, type PersonActor } from '../../../platform/index.ts';
import type { JobWork } from '../../../platform/jobs/index.ts';
import { publishEvents } from '../../../platform/events/publish.ts';
import { recordAudit } from '../../../platform/audit/record.ts';
import { createOutbound } from '../../../platform/outbound/index.ts';
import { testSecrets } from '../../../../test/harness/operations.ts';
import { silentLog } from '../../../platform/index.ts';
import { admissionOutsideOperations } from '../../operations/outside.ts';
import type { Applicant, AskingWork } from '../../ports.ts';
import { createOutsidePorts } from '../ports.ts';

const fleet = (key: string, checks: NonNullable<NonNullable<Fleet['admission']>['checks']>): Fleet => ({ key, topic: 'talk', platform: 'web', app: 'web', admission: { checks } }) as Fleet;

/** A centre with a product, and two fleets: one asks for its UID. */
export function outsideReader(): ProductParts['reader'] {
  const file: Pick<CentreFile, 'products' | 'fleets'> = { products: [{ key: 'app', name: { 'zh-CN': '应用市场', en: 'Market' } }], fleets: [fleet('users', [{ kind: 'uid', product: 'app' }]), fleet('cafe', [{ kind: 'human' }])] };
  const centre = { settings: { name: 'Sprout', languages: ['zh-CN' as const, 'en' as const], timeZone: 'Asia/Shanghai' }, calendars: [], channels: [], scope: [], services: [], readings: [], questions: [], safetyNotes: [], contacts: [], topics: [], fleets: file.fleets ?? [], products: file.products ?? [] };
  return { current: () => ({ revision: '1', example: null, centre }), refresh: async () => false, onChange: () => () => undefined, show: () => undefined };
}

/** The operations about whom admission asks outside, with people, fleets and calls that may go to these ports of this machine. */
export async function outsideGround({ ports = [], guarded = false }: { ports?: number[]; guarded?: boolean } = {}) {
  const ground: TestGround = await testGround();
  const { pool } = ground.open;
  const lines: string[] = [];
  const parts = testParts({ reader: outsideReader(), outbound: createOutbound({ log: createLog('debug', (line) => lines.push(line)), ports, ...(guarded ? {} : { allow: ['127.0.0.1'] }) }) });
  const operations = admissionOutsideOperations(parts);
  const now = () => ground.clock.now();
  const as = (actor: Actor, language: 'zh-CN' | 'en' = 'zh-CN') => callerFor(ground, operations, callBy(actor, { language }));
  const actorOf = (id: string, name: string, ...roles: ('operator' | 'moderator')[]): PersonActor => ({ kind: 'person', id, name, grants: roles.map((role) => ({ role, scope: { kind: 'centre' } })), via: { kind: 'session', id: newId(), authenticatedAt: now() }, network: '192.0.2.7' });
  const person = async (name: string, email?: string): Promise<PersonActor> => {
    const id = await createPerson(ground.database, { name, language: 'zh-CN', now: now() });
    if (email !== undefined) await prove(id, 'email', email);
    return actorOf(id, name);
  };
  const prove = async (id: string, kind: 'email' | 'product_uid' | 'github', typed: string, { issuer = '', how = 'email_code' as const }: { issuer?: string; how?: 'email_code' | 'oauth' | 'operator' | 'oidc_claim' } = {}) => {
    const read = accountOf(kind, typed, issuer);
    if (!read.ok) throw new Error(read.code);
    return proveIdentity({ db: ground.database, now: now(), publish: async () => undefined }, id, read.account, how);
  };
  const asking = (network: string | undefined = '192.0.2.7'): AskingWork => ({ db: ground.database, now: now(), secrets: testSecrets, network });
  const inside = () => ({ db: ground.database, now: now() });
  const applicant = async ({ id }: { id: string }): Promise<Applicant> => ({ personId: id, identities: await identitiesOf(ground.database, id) });
  const published: string[] = [];
  /** A job as it runs on the clock. */
  const job = (): JobWork => ({
    db: ground.database, now: now(), log: silentLog, signal: new AbortController().signal,
    publish: async () => undefined, afterCommit: () => undefined,
    step: (run) => ground.database.transaction().execute((db) => run({
      db,
      publish: async (...events) => {
        for (const event of events) ground.checkEvent?.(event);
        published.push(...events.map(({ name, subject }) => `${name} ${subject}`));
        await publishEvents(db, () => [], now(), events);
      },
      audit: (record) => recordAudit(db, 'job', { kind: 'system', name: 'job' }, now(), newId(), record),
    })),
  });
  for (const { key, ...rest } of parts.reader.current().centre?.fleets ?? []) {
    await pool.query('insert into fleet (key, topic, platform, settings, described_at) values ($1, $2, $3, $4, $5)', [key, 'talk', 'web', JSON.stringify({ ...rest, key, topicName: '用户交流' }), now()]);
  }
  /** An application as it would have been made. */
  const application = async (applies: { id: string }, { fleet: at = 'users', state = 'rejected', submittedAt = now(), grace, owedUntil }: { fleet?: string; state?: string; submittedAt?: Date; grace?: string; owedUntil?: Date } = {}): Promise<string> => {
    const id = newId(submittedAt);
    await pool.query("insert into application (id, fleet, person_id, token_hash, state, entrance, language, answers, submitted_at, verified_at, decided_at, grace_window, uid_owed_until) values ($1, $2, $3, $4, $5, 'link', 'zh-CN', '{}', $6, $6, $6, $7, $8)", [id, at, applies.id, newId(), state, submittedAt, grace ?? null, owedUntil ?? null]);
    return id;
  };
  /** A counted rejection. */
  const strike = async (applies: { id: string }, options: Parameters<typeof application>[1] = {}): Promise<{ id: string; application: string }> => {
    const [of, decision, id] = [await application(applies, options), newId(), newId()];
    await pool.query("insert into application_decision (id, application_id, at, decision, findings, facts, policy, rules, counted) values ($1, $2, $3, 'rejected', '[]', '{}', '{}', 1, true)", [decision, of, now()]);
    await pool.query("insert into strike (id, list, fleet, application_id, decision_id, person_id, at) values ($1, 'centre', $2, $3, $4, $5, $6)", [id, options.fleet ?? 'users', of, decision, applies.id, now()]);
    return { id, application: of };
  };
  const mails = async () => (await pool.query<{ kind: string; recipient: string; subject: string; text: string }>("select kind, recipient, subject, body ->> 'text' as text from mail order by id")).rows;
  const operator = actorOf(await createPerson(ground.database, { name: '春华', language: 'zh-CN', now: now() }), '春华', 'operator');
  return { ground, parts, operations, outside: createOutsidePorts(parts), as, anonymous, operator, actorOf, person, prove, asking, inside, applicant, job, published, application, strike, mails, log: lines, pool, now, close: () => ground.close() };
}
