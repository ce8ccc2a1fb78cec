import { anonymous, callBy, testGround, testParts, type TestGround } from '../../../test/harness/operations.ts';
import type { ProductParts } from '../../parts.ts';
import { actorOfToken } from '../../people/index.ts';
import { callerFor, newId, type Actor, type Outcome, type PersonActor } from '../../platform/index.ts';
import { createSignInOperations } from '../index.ts';
import { totpCode, totpStep } from '../totp.ts';

export type Sent = { kind: string; recipient: string; subject: string; language: string; text: string; code: string; link: string };

/** A ground with the operations of signing in, the mails that would go out, and people in all states. */
export async function signInGround(parts: Partial<ProductParts> = {}, { unlimited = false } = {}) {
  const plain: TestGround = await testGround();
  const ground: TestGround = unlimited ? { ...plain, rateLimiter: { ...plain.rateLimiter, take: () => 0 } } : plain;
  const operations = createSignInOperations(testParts(parts));
  const as = (actor: Actor, language: 'zh-CN' | 'en' = 'zh-CN') => callerFor(ground, operations, callBy(actor, { language }));
  const actorWith = async (token: string): Promise<PersonActor> => {
    const actor = await actorOfToken(ground.database, ground.clock, token, '192.0.2.7');
    if (actor.kind !== 'person') throw new Error('The session has ended');
    return actor;
  };
  const mails = async (recipient?: string): Promise<Sent[]> => {
    const { rows } = await ground.open.pool.query<{ kind: string; recipient: string; subject: string; language: string; body: { text: string } }>('select kind, recipient, subject, language, body from mail where $1::text is null or recipient = $1 order by xmin::text::bigint', [recipient ?? null]);
    return rows.map(({ body, ...row }) => ({ ...row, text: body.text, code: /^\d{6}$/m.exec(body.text)?.[0] ?? '', link: /token=([\w-]{43})/.exec(body.text)?.[1] ?? '' }));
  };
  const lastMail = async (recipient: string) => (await mails(recipient)).at(-1) ?? { kind: '', recipient, subject: '', language: '', text: '', code: '', link: '' };
  /** Asks for a code and answers the browser's secret with what was mailed. */
  const ask = async (address: string, actor: Actor = anonymous) => {
    const { token } = given(await as(actor).requestSignInCode({ kind: 'email', address }));
    return { token, ...(await lastMail(address)) };
  };
  /** Signs in by code, all the way when nothing more is asked for. */
  const enter = async (address: string) => {
    const { token, code } = await ask(address);
    return given(await as(anonymous).enterSignInCode({ token, code }));
  };
  const session = async (address: string) => {
    const step = await enter(address);
    if (step.step !== 'done') throw new Error(step.step);
    return { token: step.token, actor: await actorWith(step.token) };
  };
  /** Somebody who has an address and perhaps roles, without having signed in. */
  const person = async (name: string, options: { email?: string; claimed?: boolean; role?: string; password?: string; disabled?: boolean } = {}) => {
    const [id, now] = [newId(), ground.clock.now()];
    const { pool } = ground.open;
    await pool.query('insert into person (id, name, created_at, disabled_at) values ($1, $2, $3, $4)', [id, name, now, options.disabled === true ? now : null]);
    if (options.email !== undefined) await pool.query('insert into identity (id, person_id, kind, typed, canonical, proven_at, proven_how, created_at) values ($1, $2, $3, $4, $4, $5, $6, $7)', [newId(), id, 'email', options.email, options.claimed === true ? null : now, options.claimed === true ? null : 'email_code', now]);
    if (options.role !== undefined) await pool.query('insert into role_grant (person_id, role, granted_at) values ($1, $2, $3)', [id, options.role, now]);
    if (options.password !== undefined) await pool.query('insert into credential (person_id, password_hash, changed_at) values ($1, $2, $3)', [id, await (await import('../password.ts')).hashPassword(options.password), now]);
    return id;
  };
  /** Sets up an authenticator app; answers its key, the recovery codes and the new session. */
  const withApp = async (actor: Actor) => {
    const { key } = given(await as(actor).offerTotp({}));
    const { token, codes } = given(await as(actor).confirmTotp({ code: totpCode(key, totpStep(ground.clock.now())) }));
    return { key, codes, token };
  };
  const codeOf = (key: string) => totpCode(key, totpStep(ground.clock.now()));
  return { ground, operations, as, actorWith, mails, lastMail, ask, enter, session, person, withApp, codeOf, close: () => ground.close() };
}

/** What an operation answered, or the test fails with why it refused. */
export function given<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
}

/** The code of a refusal; undefined when there was none. */
export function refused(outcome: Outcome<unknown>): string | undefined {
  return outcome.ok ? undefined : outcome.refusal.code;
}
