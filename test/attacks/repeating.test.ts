import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../server/platform/index.ts';
import { sendJson, startTestServer, type TestServer } from '../harness/server.ts';

let centre: TestServer;
beforeAll(async () => {
  centre = await startTestServer();
});
afterAll(() => centre.close());

/** Verbs that say in which state something is to be afterwards: asked twice, it is in that state, and nothing is there twice. */
const ofState = new Set([
  'acknowledge', 'activate', 'adopt', 'archive', 'cancel', 'claim', 'clear', 'confirm', 'decide', 'disable', 'dissolve', 'drop', 'enable', 'end', 'enter', 'erase', 'grant', 'hold', 'leave', 'lift', 'mark', 'move', 'release', 'remove', 'rename',
  'resolve', 'restore', 'resume', 'retry', 'return', 'revive', 'revoke', 'start', 'take', 'undo', 'vouch', 'withdraw', 'accept',
]);
/** Those that only look, ask somebody outside, or send what means nothing; what they bring is thrown away. */
const ofLooking = new Set(['check', 'find', 'try', 'test', 'read', 'simulate']);

/** The rest of what is posted and takes no `Idempotency-Key`, each with the reason why it may come twice. */
const exceptions: Readonly<Record<string, string>> = {
  addPushBrowser: 'A browser is known by its address: the second time it is the same one.',
  answerAppeal: 'An appeal is answered once.',
  appealDecision: 'An application is appealed once; the second time is refused, with that as the reason.',
  askHumanCode: 'A code more voids the one before.',
  correctApplication: 'Mended twice in the same way, an application is as it was.',
  giveOwedUid: 'A UID that has been given is owed no more.',
  importCentre: 'Laid over twice, a file changes nothing the second time.',
  mergeFleets: 'A fleet that has been merged is there no more.',
  mergePersons: 'An entry that has been merged is there no more.',
  previewCalendarYear: 'Nothing is saved.',
  publishPrivacyDraft: 'Goes by the revision: a draft that has been published is none.',
  renewBan: 'A ban that is in force again stays so.',
  renewStrike: 'A strike that counts again stays one strike.',
  replayDelivery: 'Asked for twice it goes out twice, with the same id, which receivers know.',
  replayWebhook: 'What already waits is not queued again.',
  reportDeadCode: 'A report counts once for each network.',
  requestErasure: 'Takes the place of one that waits; the second time nothing is left to erase.',
  requestOwnErasure: 'While one waits the second is refused, with that as the reason.',
  resendInvitation: 'A new link voids the one before.',
  restoreOwedUid: 'A UID that is owed again stays owed.',
  undoBan: 'A ban that was taken back is there no more.',
  waiveOwedUid: 'A UID that was waived is owed no more.',
  wakeCentre: 'A centre that is awake stays awake.',
};

const posted = () => (Object.values(centre.app.operations) as Operation[]).filter(({ method, pagesOnly }) => method === 'post' && pagesOnly !== true);
const verbOf = (name: string) => /^[a-z]+/.exec(name)?.[0] ?? '';

describe('what is asked for twice, because an answer was lost', () => {
  test('whatever creates takes an Idempotency-Key; what does not is listed with a reason', () => {
    const unlisted = posted().filter(({ name, idempotent }) => idempotent !== true && !ofState.has(verbOf(name)) && !ofLooking.has(verbOf(name)) && exceptions[name] === undefined);
    expect(unlisted.map(({ name }) => name)).toEqual([]);
  });

  test('the list names nothing that is not there, or that takes a key by now', () => {
    const keyless = new Set(posted().filter(({ idempotent }) => idempotent !== true).map(({ name }) => name));
    expect(Object.keys(exceptions).filter((name) => !keyless.has(name))).toEqual([]);
  });

  test.each([
    ['/duty/rosters', { scope: { kind: 'centre' }, name: '早班', timeZone: 'Asia/Shanghai', plan: { week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, exceptions: [], swaps: [] } }, 'duty_roster'],
    ['/imports/members', { file: { name: 'a.csv', content: Buffer.from('组织,姓名\n春风,谷雨\n').toString('base64') } }, 'import_batch'],
    ['/organisations', { name: '春风' }, 'organisation'],
  ])('%s under one key is there once', async (path, body, table) => {
    const headers = { cookie: await centre.operator(), 'idempotency-key': `twice-${table}` };
    const answers = [await sendJson(centre, 'POST', `/api/v1${path}`, body, headers), await sendJson(centre, 'POST', `/api/v1${path}`, body, headers)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.body).toBe(answers[0]?.body);
    expect((await centre.open.pool.query(`select from ${table}`)).rowCount).toBe(1);
  });
});
