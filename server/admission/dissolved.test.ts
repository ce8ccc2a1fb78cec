import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { given } from '../centre/testing.ts';
import { admissionStage, type AdmissionStage } from './testing.ts';

let stage: AdmissionStage;
beforeEach(async () => {
  stage = await admissionStage();
});
afterEach(() => stage.close());

type Person = Awaited<ReturnType<AdmissionStage['person']>>;
const apply = async ({ ops }: Person, fleet: string, group?: string) => given(await ops.applyToFleet({ fleet, answers: {}, ...(group === undefined ? {} : { group }) }));
const groupOf = async (key: string) => (await stage.ground.open.pool.query<{ id: string }>('select id from fleet_group where key = $1', [key])).rows[0]?.id ?? '';
const told = async ({ email }: Person) => (await stage.mails()).filter(({ recipient, subject }) => recipient === email && /解散|dissolved/.test(subject));
const dissolve = async (group: string) => {
  await stage.settle();
  given(await stage.root.dissolveGroup({ group: await groupOf(group), evenLast: true }));
  await stage.settle();
};

describe('whoever was in a group that is dissolved', () => {
  test('hears of it in their language, with the page of its fleet, and nobody else does', async () => {
    await stage.addFleet({ key: 'users', groups: [{ key: 'one' }, { key: 'two' }] });
    const [guyu, ada, elsewhere, gone, shut] = [await stage.person(), await stage.person({ name: 'Ada' }), await stage.person(), await stage.person(), await stage.person()];
    await stage.ground.open.pool.query("update person set language = 'en' where id = $1", [ada.id]);
    for (const person of [guyu, ada, gone, shut]) await apply(person, 'users', 'one');
    await apply(elsewhere, 'users', 'two');
    await stage.settle();
    given(await gone.ops.leaveGroup({ group: await groupOf('one') }));
    await stage.ground.open.pool.query('update person set disabled_at = now() where id = $1', [shut.id]);
    await dissolve('one');
    const [chinese] = await told(guyu);
    expect(chinese?.subject).toBe('立春-Stream 模式解散了');
    expect(chinese?.text).toContain('你所在的立春-Stream 模式解散了，你不再是它的成员。');
    expect(chinese?.text).toMatch(/\/g\/users$/);
    expect(await told(ada)).toMatchObject([{ subject: expect.stringMatching(/Stream mode was dissolved$/), text: expect.stringContaining('you are no longer a member of it') }]);
    expect([await told(elsewhere), await told(gone), await told(shut)]).toEqual([[], [], []]);
  });

  test('hears once of a seat that was held, and not that its time was over', async () => {
    await stage.addFleet({ key: 'qq', platform: 'manual', app: 'qq', groups: [{ key: 'first', number: '10001' }] });
    const guyu = await stage.person();
    const { id } = await apply(guyu, 'qq');
    await dissolve('first');
    expect(await told(guyu)).toMatchObject([{ text: expect.stringContaining('为你保留的位置也没有了') }]);
    expect((await stage.mails()).map(({ subject }) => subject).join()).not.toContain('过期');
    expect(stage.events('application.expired')).toMatchObject([{ subject: id, data: { what: 'group' } }]);
    expect(given(await guyu.ops.readApplicationStatus({ application: id })).state).toBe('expired');
  });

  test('is led to the topic when the fleet goes in the same moment', async () => {
    await stage.addFleet({ key: 'users', groups: [{ key: 'one' }] });
    const guyu = await stage.person();
    await apply(guyu, 'users');
    await stage.settle();
    given(await stage.root.dissolveGroup({ group: await groupOf('one'), evenLast: true }));
    given(await stage.ops.deleteFleet({ key: 'users' }));
    await stage.settle();
    expect(await told(guyu)).toMatchObject([{ text: expect.stringMatching(/\/g\/stream$/) }]);
  });
});
