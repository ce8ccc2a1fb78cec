import type { CentreFile } from '../../common/contract/centre.ts';
import type { ProductParts } from '../parts.ts';
import { invoke, newId, type Actor, type Call, type Ground, type Operation } from '../platform/index.ts';
import { createPerson, proveIdentity, accountOf } from '../people/index.ts';
import type { JobStep } from '../platform/jobs/index.ts';
import { publishEvents } from '../platform/events/publish.ts';

/** A small centre with two products, for organisations and entitlements. */
export const centreWithPlans: ProductParts['reader'] = (() => {
  const file: Pick<CentreFile, 'products'> = {
    products: [
      { key: 'app', name: { 'zh-CN': '应用市场', en: 'Market' }, plans: [{ key: 'pro', name: { 'zh-CN': '专业版', en: 'Pro' }, kind: 'paid' }, { key: 'free', name: '免费版', kind: 'free' }, { key: 'friend', name: '赞助', kind: 'sponsor' }] },
      { key: 'box', name: 'Box', plans: [{ key: 'team', name: 'Team', kind: 'paid' }] },
    ],
  };
  const centre = { settings: { name: 'Sprout', languages: ['zh-CN' as const, 'en' as const], timeZone: 'Asia/Shanghai' }, calendars: [], channels: [], scope: [], services: [], readings: [], questions: [], safetyNotes: [], contacts: [], topics: [], fleets: [], products: file.products ?? [] };
  return { current: () => ({ revision: '1', example: null, centre }), refresh: async () => false, onChange: () => () => undefined, show: () => undefined };
})();

/** A person of the database with a proven e-mail address. */
export async function personWith(ground: Ground, name: string, email?: string): Promise<string> {
  const now = ground.clock.now();
  const id = await createPerson(ground.database, { name, language: 'zh-CN', now });
  if (email !== undefined) await prove(ground, id, email);
  return id;
}

/** Proves an address to be somebody's. */
export async function prove(ground: Ground, person: string, email: string): Promise<void> {
  const read = accountOf('email', email);
  if (!read.ok) throw new Error(read.code);
  await ground.database.transaction().execute(async (db) => proveIdentity({ db, now: ground.clock.now(), publish: async () => undefined }, person, read.account, 'email_code'));
}

/** A signed-in person with the roles of the whole centre. */
export function actorOf(id: string, name: string, ...roles: ('operator' | 'agent' | 'moderator')[]): Actor {
  return { kind: 'person', id, name, grants: roles.map((role) => ({ role, scope: { kind: 'centre' } })), via: { kind: 'session', id: newId(), authenticatedAt: new Date('2026-11-18T01:59:00Z') }, network: '192.0.2.7' };
}

/** Runs an operation and answers its value; throws what it was refused with. */
export async function valueOf<Declared extends Operation>(ground: Ground, declared: Declared, call: Call, input: unknown): Promise<Awaited<ReturnType<Declared['action']>> extends { ok: true; value: infer Value } | { ok: false } ? Value : never> {
  const outcome = await invoke(ground, declared, call, input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value as never;
}

/** A step of a job that writes with the pool. */
export function stepOf(ground: Ground): JobStep {
  return { db: ground.database, publish: async (...events) => publishEvents(ground.database, () => [], ground.clock.now(), events), audit: async () => undefined };
}
