import { sql } from 'kysely';
import { callBy, testGround, testParts, type TestGround } from '../../../test/harness/operations.ts';
import type { NoticeKindName } from '../../../common/contract/notice-kinds.ts';
import type { ProductParts } from '../../parts.ts';
import { accountOf, createPerson, insertGrants, insertIdentity } from '../../people/index.ts';
import type { Notifications } from '../../platform/database/notifications.ts';
import { publishEvent } from '../../platform/events/publish.ts';
import { callerFor, silentLog, type Grant, type PersonActor } from '../../platform/index.ts';
import { createOutbound } from '../../platform/outbound/index.ts';
import { createNoticeSender, createNoticesOperations, noticesSubscriber, type NoticeSender } from '../index.ts';
import { asWecom, startCounterpart, type Counterpart } from './counterparts.ts';

const silence: Notifications = { listen: () => () => undefined, notify: () => undefined, ready: async () => undefined, connected: () => true, stop: async () => undefined };
export const minute = 60_000;
export const hour = 60 * minute;
export const centre: Grant['scope'] = { kind: 'centre' };

export let ground: TestGround;
export let parts: ProductParts;
export let sender: NoticeSender;
export let published: string[];
export let changed: string[];
export let counterpart: Counterpart;
export let chunhua: PersonActor;

/** A fresh centre with an operator, a sender and a counterpart outside; before each test. */
export async function openStage(): Promise<void> {
  ground = await testGround();
  counterpart = await startCounterpart(asWecom('k-1'));
  published = [];
  changed = [];
  const configured = testParts();
  parts = testParts({ configuration: { ...configured.configuration, OUTBOUND_ALLOW: ['127.0.0.1'], PUBLIC_URL: 'https://help.example.com' }, outbound: createOutbound({ log: silentLog, allow: ['127.0.0.1'], ports: [counterpart.port] }) });
  sender = createNoticeSender({
    product: parts,
    database: ground.database,
    notifications: silence,
    clock: ground.clock,
    log: ground.log,
    publish: async (db, event, now) => {
      published.push(event.name);
      await publishEvent(db, [], now, event);
    },
    wakeRelay: () => undefined,
  });
  sender.start();
  chunhua = await member('春华', 'operator');
}

export async function closeStage(): Promise<void> {
  await sender.stop();
  await counterpart.close();
  await ground.close();
}

export async function member(name: string, role: Grant['role'] | undefined, options: { scope?: Grant['scope']; proven?: boolean; language?: string } = {}): Promise<PersonActor> {
  const now = ground.clock.now();
  const id = await createPerson(ground.database, { name, language: options.language ?? 'zh-CN', now });
  const grants: Grant[] = role === undefined ? [] : [{ role, scope: options.scope ?? centre }];
  await insertGrants(ground.database, id, grants, null, now);
  const account = accountOf('email', `${id.slice(-8)}@example.com`);
  if (account.ok) await insertIdentity(ground.database, id, account.account, options.proven === false ? undefined : { how: 'email_code' }, now);
  return { kind: 'person', id, name, grants, via: { kind: 'session', id, authenticatedAt: now }, network: '192.0.2.7' };
}

export const ops = (actor: PersonActor, language: 'zh-CN' | 'en' = 'zh-CN') => callerFor(ground, createNoticesOperations(parts), callBy(actor, { language }));
export const mailRows = async () => (await sql<{ recipient: string; kind: string; subject: string; body: { text: string } }>`select recipient, kind, subject, body from mail order by id`.execute(ground.database)).rows;
export const addressOf = (actor: PersonActor) => `${actor.id.slice(-8)}@example.com`;

/** Something happens, and the relay brings it to the subscriber; the same event again when `again`. */
export async function happen(name: string, data: object = {}, options: { subject?: string; again?: string } = {}): Promise<string> {
  const now = ground.clock.now();
  const afterwards: (() => void)[] = [];
  const subject = options.subject ?? 'something';
  const id = options.again ?? (await publishEvent(ground.database, [], now, { name, subject, data: { ...data } }));
  const subscriber = noticesSubscriber(parts, () => ({ changed: (topics) => void changed.push(...topics.map(String)) }));
  await ground.database.transaction().execute((tx) =>
    subscriber.handle({ id, position: '1', name, subject, data: { ...data }, occurredAt: now }, tx, { now, log: ground.log, publish: async () => undefined, afterCommit: (run) => void afterwards.push(run) }),
  );
  for (const run of afterwards) run();
  return id;
}

export async function settings(actor: PersonActor, change: object): Promise<void> {
  const read = await ops(actor).readNoticeSettings({});
  if (!read.ok) throw new Error(read.refusal.code);
  const { revision, timeZone, quiet, urgentPasses, digest, digestAt } = read.value;
  const saved = await ops(actor).updateNoticeSettings({ revision, timeZone, quiet, urgentPasses, digest, digestAt, kinds: [], ...change });
  if (!saved.ok) throw new Error(JSON.stringify(saved.refusal));
}

export async function bot(change: Partial<{ platform: 'wecom' | 'dingtalk' | 'feishu'; address: string; secret: string; quiet: Record<string, string[]>; urgentPasses: boolean; kinds: NoticeKindName[] }> = {}): Promise<string> {
  const made = await ops(chunhua).createNoticeBot({ platform: 'wecom', name: '值班群', address: `${counterpart.origin}/cgi-bin/webhook/send?key=k-1`, language: 'zh-CN', kinds: ['proposal_submitted', 'webhook_off'], ...change });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.value.id;
}
