import { afterEach, describe, expect, test } from 'vitest';
import { sectionNames } from '../../common/contract/centre.ts';
import { anonymous } from '../../test/harness/operations.ts';
import { createNotifications } from '../platform/database/notifications.ts';
import { fillExample } from '../demo/fill-example.ts';
import { createCentreReader } from './index.ts';
import { given, refused, testCentre, type TestCentre } from './testing.ts';

const opened: TestCentre[] = [];
const open = async (...example: Parameters<typeof testCentre>) => {
  const centre = await testCentre(...example);
  opened.push(centre);
  return centre;
};
afterEach(async () => {
  for (const centre of opened.splice(0)) await centre.close();
});

const ticket = { key: 'ticket', kind: 'ticket', name: { 'zh-CN': '工单', en: 'Ticket' } } as const;

describe('an entry', () => {
  test('is added at the end, shown at once, and written into the history', async () => {
    const { ops, reader } = await open();
    const seen: string[] = [];
    reader.onChange(({ revision }) => seen.push(revision));
    const added = given(await ops.createChannel({ entry: ticket }));
    expect(added).toMatchObject({ entry: ticket, revision: 2 });
    expect(reader.current().centre?.channels).toEqual([ticket]);
    expect(seen).toEqual(['2']);
    const [line] = given(await ops.listAudit({ subjectKind: 'channels', subjectKey: 'ticket' })).items;
    expect(line).toMatchObject({ operation: 'createChannel', actor: { kind: 'system', name: 'command line' }, before: null, after: ticket });
  });

  test('is stored exactly as it was given, without defaults', async () => {
    const { ops } = await open();
    await ops.createChannel({ entry: ticket });
    expect(given(await ops.readChannel({ key: 'ticket' })).entry).toEqual(ticket);
  });

  test('cannot take a key that is in use, and the answer names the field', async () => {
    const { ops } = await open();
    await ops.createChannel({ entry: ticket });
    expect(refused(await ops.createChannel({ entry: ticket }))).toMatchObject({ code: 'already_exists', fields: [{ path: 'entry.key' }] });
  });

  test('names the field of a reference that leads nowhere, and the likely right word', async () => {
    const { ops } = await open('websoft9');
    const entry = { ...ticket, key: 'second', hours: { answering: 'standart' } };
    expect(refused(await ops.createChannel({ entry }))).toEqual({
      code: 'invalid_input',
      fields: [{ path: 'entry.hours.answering', code: 'unknown_reference_similar', parameters: { value: 'standart', section: '服务时间', similar: 'standard' } }],
    });
  });

  test('that someone else has changed meanwhile is not overwritten', async () => {
    const { ops, ground } = await open();
    const { revision } = given(await ops.createChannel({ entry: ticket }));
    ground.clock.advance(1000);
    const renamed = { ...ticket, name: '工单系统' };
    expect(given(await ops.updateChannel({ key: 'ticket', entry: renamed, revision })).entry).toEqual(renamed);
    expect(refused(await ops.updateChannel({ key: 'ticket', entry: ticket, revision })).code).toBe('stale_revision');
    const [line] = given(await ops.listAudit({ subjectKind: 'channels', subjectKey: 'ticket' })).items;
    expect(line).toMatchObject({ before: ticket, after: renamed });
  });

  test.each([
    ['half of a character', { name: 'a\ud800' }, 'entry.name', 'control_characters'],
    ['a zero byte', { name: 'a\u0000' }, 'entry.name', 'control_characters'],
    ['half of a character in an address', { entries: [{ kind: 'url' as const, url: 'https://example.com/\udc00' }] }, 'entry.entries[1].url', 'control_characters'],
    ['an address that runs as code', { entries: [{ kind: 'url' as const, url: 'javascript:alert(1)' }] }, 'entry.entries[1].url', 'web_address'],
  ])('with %s is refused by its field, and nothing breaks', async (_what, more, path, code) => {
    const { ops } = await open();
    expect(refused(await ops.createChannel({ entry: { ...ticket, ...more } }))).toMatchObject({ code: 'invalid_input', fields: [{ path, code }] });
  });

  test('keeps its key when it is edited', async () => {
    const { ops } = await open();
    const { revision } = given(await ops.createChannel({ entry: ticket }));
    expect(refused(await ops.updateChannel({ key: 'ticket', entry: { ...ticket, key: 'other' }, revision }))).toMatchObject({ fields: [{ path: 'entry.key', code: 'key_fixed' }] });
  });

  test('that another entry names is not deleted, and the other is named', async () => {
    const { ops, opsBy } = await open('websoft9');
    const refusal = refused(await ops.deleteCalendar({ key: 'standard' }));
    expect(refusal.code).toBe('still_referenced');
    expect(refusal.parameters?.['subject']).toContain('支持渠道“工单”');
    expect(refused(await opsBy({ kind: 'system', name: 'command line' }, { language: 'en' }).deleteCalendar({ key: 'standard' })).parameters?.['subject']).toContain('“Ticket” (channels)');
  });

  test('that was deleted comes back to where it stood', async () => {
    const { ops, reader } = await open('websoft9');
    const before = reader.current().centre;
    expect(given(await ops.deleteChannel({ key: 'email' }))).toMatchObject({ section: 'channels', key: 'email' });
    expect(reader.current().centre?.channels.map(({ key }) => key)).not.toContain('email');
    expect(given(await ops.listChannels({ deleted: 'true' })).items.map(({ entry }) => entry.key)).toEqual(['email']);
    expect(refused(await ops.readChannel({ key: 'email' })).code).toBe('not_found');
    given(await ops.restoreChannel({ key: 'email' }));
    expect(reader.current().centre).toEqual(before);
    expect(refused(await ops.restoreChannel({ key: 'email' })).code).toBe('already_exists');
  });

  test('does not come back while what it names is gone', async () => {
    const { ops } = await open();
    given(await ops.createCalendar({ entry: { key: 'night', name: '夜间', hours: '24x7' } }));
    given(await ops.createChannel({ entry: { ...ticket, hours: { acceptance: 'night' } } }));
    given(await ops.deleteChannel({ key: 'ticket' }));
    given(await ops.deleteCalendar({ key: 'night' }));
    expect(refused(await ops.restoreChannel({ key: 'ticket' }))).toMatchObject({ code: 'invalid_input', fields: [{ path: 'entry.hours.acceptance', code: 'unknown_reference' }] });
    given(await ops.restoreCalendar({ key: 'night' }));
    expect(given(await ops.restoreChannel({ key: 'ticket' })).entry.key).toBe('ticket');
  });

  test('are read whole, or a page at a time: each once, in their order, deleted ones too', async () => {
    const { ops } = await open('websoft9');
    const whole = given(await ops.listChannels({}));
    expect(whole.next).toBeUndefined();
    const walk = async (asked: { deleted?: 'true' }) => {
      const seen: string[] = [];
      for (let cursor: string | undefined; ;) {
        const { items, next } = given(await ops.listChannels({ ...asked, limit: 2, ...(cursor === undefined ? {} : { cursor }) }));
        expect(items.length).toBeLessThanOrEqual(2);
        seen.push(...items.map(({ entry }) => entry.key));
        if (next === undefined) return seen;
        cursor = next;
      }
    };
    const keys = whole.items.map(({ entry }) => entry.key);
    expect(await walk({})).toEqual(keys);
    // Deleted in the same moment, by a clock that stands.
    for (const key of keys.slice(0, 5)) given(await ops.deleteChannel({ key }));
    expect((await walk({ deleted: 'true' })).toSorted()).toEqual(keys.slice(0, 5).toSorted());
    expect(await walk({})).toEqual(keys.slice(5));
    for (const place of [['x', 'y'], [1e300, 'y'], [1, '\0'], [1.5, 'y'], [null, null]]) {
      const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
      for (const asked of [{ cursor }, { cursor, deleted: 'true' as const }]) expect({ place, code: refused(await ops.listChannels(asked)).code }).toEqual({ place, code: 'invalid_input' });
    }
  });

  test('moves before another or to the end', async () => {
    const { ops } = await open('websoft9');
    const keys = given(await ops.listChannels({})).items.map(({ entry }) => entry.key);
    expect(given(await ops.moveChannel({ key: 'phone', before: 'ticket' })).keys).toEqual(['phone', ...keys.filter((key) => key !== 'phone')]);
    expect(given(await ops.moveChannel({ key: 'phone', before: null })).keys.at(-1)).toBe('phone');
    expect(refused(await ops.moveChannel({ key: 'phone', before: 'nowhere' })).code).toBe('not_found');
  });

  test('is one of at most five hundred', async () => {
    const { ops } = await open();
    const safetyNotes = Array.from({ length: 500 }, (_, index) => `  - { key: note-${index}, text: 官方不会问你的密码 }`).join('\n');
    given(await ops.importCentre({ text: `format: 1\nsafetyNotes:\n${safetyNotes}\n` }));
    expect(refused(await ops.createSafetyNote({ entry: { key: 'one-more', text: '再来一条' } }))).toEqual({ code: 'section_full', parameters: { maximum: 500 } });
  });

  test('is added once when the same request comes twice', async () => {
    const { opsBy } = await open();
    const ops = () => opsBy({ kind: 'system', name: 'command line' }, { idempotencyKey: 'one-request' });
    expect(given(await ops().createChannel({ entry: ticket }))).toEqual(given(await ops().createChannel({ entry: ticket })));
    expect(refused(await ops().createChannel({ entry: { ...ticket, key: 'other' } })).code).toBe('idempotency_key_reused');
  });

  test('of every section can be listed, and only by an operator', async () => {
    const { ops, opsBy, reader } = await open('dingtalk');
    const visitor = opsBy(anonymous);
    const lists = { calendars: ops.listCalendars, products: ops.listProducts, channels: ops.listChannels, scope: ops.listScopeEntries, services: ops.listServices, readings: ops.listReadings, questions: ops.listQuestions, safetyNotes: ops.listSafetyNotes, contacts: ops.listContacts, topics: ops.listTopics, fleets: ops.listFleets };
    for (const section of sectionNames) {
      const items = given<{ items: { entry: unknown }[] }>(await lists[section]({})).items;
      expect(items.map(({ entry }) => entry)).toEqual(reader.current().centre?.[section]);
    }
    expect(refused(await visitor.listChannels({})).code).toBe('sign_in_required');
  });
});

describe('two operators at the same moment', () => {
  test('both add their entry, one after the other', async () => {
    const { ops, reader } = await open();
    await Promise.all(Array.from({ length: 8 }, (_, index) => ops.createContact({ entry: { key: `person-${index}`, name: `第 ${index} 位`, when: '没人回复时' } })));
    await reader.refresh();
    expect(reader.current()).toMatchObject({ revision: '9' });
    expect(reader.current().centre?.contacts).toHaveLength(8);
  });

  test('cannot leave a reference that leads nowhere', async () => {
    const { ops, reader } = await open();
    given(await ops.createTopic({ entry: { key: 'stream', name: 'Stream 模式' } }));
    await Promise.all([ops.deleteTopic({ key: 'stream' }), ops.createFleet({ entry: { key: 'stream-qq', topic: 'stream', platform: 'manual', app: 'qq' } })]);
    const { topics, fleets } = reader.current().centre!;
    expect(topics.length).toBe(fleets.length);
  });
});

describe('the settings', () => {
  test('are replaced from the revision that was read', async () => {
    const { ops, reader } = await open('websoft9');
    const { settings, revision, example } = given(await ops.readCentreSettings({}));
    expect(example).toBe('websoft9');
    given(await ops.updateCentreSettings({ settings: { ...settings, name: '春天软件' }, revision }));
    expect(reader.current().centre?.settings.name).toBe('春天软件');
    expect(refused(await ops.updateCentreSettings({ settings, revision })).code).toBe('stale_revision');
  });

  test('name a calendar that is there', async () => {
    const { ops } = await open('websoft9');
    const { settings, revision } = given(await ops.readCentreSettings({}));
    expect(refused(await ops.updateCentreSettings({ settings: { ...settings, answeringCalendar: 'weekday-5x8' }, revision }))).toMatchObject({
      fields: [{ path: 'settings.answeringCalendar', code: 'unknown_reference_similar', parameters: { similar: 'weekdays-5x8' } }],
    });
  });
});

describe('the example', () => {
  test('fills an empty database once, whichever process is first', async () => {
    const { ground, reader } = await open('unfilled');
    expect(reader.current().centre).toBeNull();
    const outcomes = await Promise.all([fillExample(ground, 'littleskin'), fillExample(ground, 'littleskin'), fillExample(ground, 'dingtalk')]);
    expect(outcomes.filter(({ filled }) => filled)).toHaveLength(1);
    await reader.refresh();
    const { example, centre } = reader.current();
    expect(centre?.channels.length).toBeGreaterThan(0);
    expect(outcomes.map(({ shown }) => shown)).toEqual([example, example, example]);
    expect(await fillExample(ground, 'none')).toEqual({ filled: false, shown: example, edited: false });
  });

  test('makes room for another one that somebody asks for, and leaves nothing of itself', async () => {
    const { ground, ops, reader } = await open('websoft9');
    expect(await fillExample(ground, 'littleskin')).toEqual({ filled: false, shown: 'websoft9', edited: false });
    ground.clock.advance(1000);
    expect(await fillExample(ground, 'littleskin', { explicit: true })).toEqual({ filled: true, shown: 'littleskin', edited: false });
    await reader.refresh();
    const other = await open('littleskin');
    expect(reader.current()).toMatchObject({ example: 'littleskin', revision: '2', centre: other.reader.current().centre });
    expect(given(await ops.listChannels({ deleted: 'true' })).items).toEqual([]);
    const [line] = given(await ops.listAudit({ subjectKind: 'centre' })).items;
    expect(line).toMatchObject({ before: { example: 'websoft9' }, after: { example: 'littleskin' } });
    expect(await fillExample(ground, 'littleskin', { explicit: true })).toEqual({ filled: false, shown: 'littleskin', edited: false });
  });

  test('makes room for an empty centre too, which then stays', async () => {
    const { ground, reader } = await open('websoft9');
    expect(await fillExample(ground, 'none', { explicit: true })).toEqual({ filled: true, shown: null, edited: false });
    expect(await fillExample(ground, 'dingtalk', { explicit: true })).toEqual({ filled: false, shown: null, edited: false });
    await reader.refresh();
    expect(reader.current()).toMatchObject({ example: null, centre: { channels: [], settings: { name: { 'zh-CN': '支持中心' } } } });
  });

  test('stays when it was edited or adopted, whatever is asked for', async () => {
    const { ground, ops, reader } = await open('websoft9');
    given(await ops.createChannel({ entry: { ...ticket, key: 'mine' } }));
    const edited = reader.current();
    expect(await fillExample(ground, 'dingtalk', { explicit: true })).toEqual({ filled: false, shown: 'websoft9', edited: true });
    given(await ops.adoptExample({}));
    expect(await fillExample(ground, 'dingtalk', { explicit: true })).toEqual({ filled: false, shown: null, edited: false });
    await reader.refresh();
    expect(reader.current().centre).toEqual(edited.centre);
  });

  test('is the one that was asked for when two processes start at once', async () => {
    const { ground, reader } = await open('unfilled');
    await Promise.all([fillExample(ground, 'websoft9'), fillExample(ground, 'dingtalk', { explicit: true })]);
    await reader.refresh();
    const alone = await open('dingtalk');
    expect(reader.current()).toMatchObject({ example: 'dingtalk', centre: alone.reader.current().centre });
  });

  test('becomes one’s own with everything that it says', async () => {
    const { ops, reader } = await open('littleskin');
    const before = reader.current().centre;
    expect(given(await ops.adoptExample({}))).toEqual({ example: 'littleskin' });
    expect(reader.current()).toMatchObject({ example: null, centre: before });
    expect(refused(await ops.adoptExample({})).code).toBe('not_an_example');
    expect(refused(await ops.clearExample({})).code).toBe('not_an_example');
  });

  test('can be cleared, and comes back until something else is changed', async () => {
    const { ops, reader } = await open('websoft9');
    const before = reader.current();
    const { revision, removed } = given(await ops.clearExample({}));
    expect(removed).toBe(sectionNames.reduce((sum, section) => sum + before.centre![section].length, 0));
    expect(reader.current()).toMatchObject({ example: null, centre: { settings: { name: { 'zh-CN': '支持中心' } }, channels: [] } });
    given(await ops.undoClearExample({ revision }));
    expect(reader.current()).toMatchObject({ example: 'websoft9', centre: before.centre });

    const again = given(await ops.clearExample({}));
    given(await ops.createChannel({ entry: ticket }));
    expect(refused(await ops.undoClearExample({ revision: again.revision })).code).toBe('stale_revision');
  });
});

describe('the reader', () => {
  test('says nothing is there before the database was filled', async () => {
    const { ops, reader } = await open('unfilled');
    expect(reader.current()).toEqual({ revision: '0', example: null, centre: null });
    expect(refused(await ops.createChannel({ entry: ticket })).code).toBe('not_found');
    expect(refused(await ops.readToday({})).code).toBe('not_found');
  });

  test('hears of a change by another process, and looks again when it has missed some', async () => {
    const { ops, ground } = await open();
    const words: { heard(payload: string): void; missed(): void }[] = [];
    const other = createCentreReader(ground.database, ground.log, { listen: (_channel, listener) => (words.push(listener), () => undefined) });
    await other.start();
    given(await ops.createChannel({ entry: ticket }));
    expect(other.current().centre?.channels).toEqual([]);
    const changed = new Promise<string>((resolve) => other.onChange(({ revision }) => resolve(revision)));
    words[0]?.heard('2');
    expect(await changed).toBe('2');
    given(await ops.deleteChannel({ key: 'ticket' }));
    const again = new Promise<string>((resolve) => other.onChange(({ revision }) => resolve(revision)));
    words[0]?.missed();
    expect(await again).toBe('3');
    expect(other.current().centre?.channels).toEqual([]);
    other.close();
  });

  test('shows at once what another process has committed', async () => {
    const { ops, ground } = await open();
    const notifications = createNotifications({ connection: ground.connection, log: ground.log });
    const server = createCentreReader(ground.database, ground.log, notifications);
    await server.start();
    await notifications.ready();
    const changed = new Promise<string[] | undefined>((resolve) => server.onChange(({ centre }) => resolve(centre?.channels.map(({ key }) => key))));
    given(await ops.createChannel({ entry: ticket }));
    expect(await changed).toEqual(['ticket']);
    server.close();
    await notifications.stop();
  });

  test('reads only when there is something new', async () => {
    const { ops, reader } = await open();
    expect(await reader.refresh()).toBe(false);
    given(await ops.createChannel({ entry: ticket }));
    expect(await reader.refresh()).toBe(false);
  });
});
