import { anonymous, callBy, testGround, testParts, type TestGround } from '../../test/harness/operations.ts';
import type { ProductParts } from '../parts.ts';
import { callerFor, type Actor, type Grant, type Outcome } from '../platform/index.ts';
import { accountOf, actorOfToken, createPeopleOperations, createPerson, insertGrants, insertIdentity, peoplePersonalData, proveIdentity, startSession } from './index.ts';

export const centre = { kind: 'centre' } as const;
export const operatorOfCentre: Grant = { role: 'operator', scope: centre };

/** The value of an answer; a refusal fails the test that did not expect one. */
export async function valueOf<Value>(outcome: Promise<Outcome<Value>>): Promise<Value> {
  const answer = await outcome;
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value;
}

/** Operations on persons with a database of its own, and verbs to fill it. */
export async function peopleGround(parts: Partial<ProductParts> = {}) {
  const ground: TestGround = await testGround();
  const operations = createPeopleOperations(testParts({ personalData: [peoplePersonalData], ...parts }));
  const now = () => ground.clock.now();
  const published: string[] = [];
  const work = () => ({ db: ground.database, now: now(), publish: async (...events: { name: string; subject: string }[]) => void published.push(...events.map(({ name, subject }) => `${name} ${subject}`)) });
  const accountFor = (email: string) => {
    const read = accountOf('email', email);
    if (!read.ok) throw new Error(read.code);
    return read.account;
  };
  const signIn = async (id: string): Promise<{ token: string; actor(): Promise<Actor> }> => {
    const { token } = await startSession({ ...callBy(anonymous), ...work(), device: 'test' } as unknown as Parameters<typeof startSession>[0], { id, name: 'x' }, { method: 'password', secondFactor: false });
    return { token, actor: () => actorOfToken(ground.database, ground.clock, token, '192.0.2.7') };
  };
  const add = async (name: string, { grants = [], claims = [], proves = [] }: { grants?: Grant[]; claims?: string[]; proves?: string[] } = {}): Promise<string> => {
    const id = await createPerson(ground.database, { name, language: 'zh-CN', now: now() });
    await insertGrants(ground.database, id, grants, null, now());
    for (const email of claims) await insertIdentity(ground.database, id, accountFor(email), undefined, now());
    for (const email of proves) await proveIdentity(work(), id, accountFor(email), 'email_code');
    return id;
  };
  return {
    ground, operations, work, published, accountFor, signIn, add,
    as: (actor: Actor) => callerFor(ground, operations, callBy(actor)),
    actorFor: async (id: string) => (await signIn(id)).actor(),
    /** The last mail, with the token of its link. */
    async lastMail(): Promise<{ recipient: string; text: string; token: string }> {
      const { rows } = await ground.open.pool.query<{ recipient: string; body: { text: string } }>('select recipient, body from mail order by id desc limit 1');
      const text = rows[0]?.body.text ?? '';
      return { recipient: rows[0]?.recipient ?? '', text, token: /token=([\w-]{43})/.exec(text)?.[1] ?? '' };
    },
  };
}
