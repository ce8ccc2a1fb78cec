import { z } from 'zod';
import {
  addPushSchema, botSchema, botsSchema, centreKindsSchema, createBotSchema, createDutyRosterSchema, deliveriesPageSchema, dutyRosterSchema, dutyRostersSchema, dutySchema, idSchema,
  listDeliveriesSchema, listMailsSchema, listNoticesSchema, mailsPageSchema, markedSchema, markNoticesSchema, nothingSchema, noticeSettingsSchema, noticesPageSchema, readDutySchema,
  triedSchema, tryTargetSchema, updateBotSchema, updateCentreKindSchema, updateDutyRosterSchema, updateNoticeSettingsSchema,
} from '../../common/contract/notices.ts';
import type { ProductParts } from '../parts.ts';
import { done, operation, refuse } from '../platform/index.ts';
import { createBot, listBots, removeBot, restoreBot, updateBot } from './actions/bots.ts';
import { listDeliveries, listSentMails, readKinds, retryDelivery, retrySentMail, updateKind } from './actions/centre.ts';
import { createRoster, listRosters, placeOfRoster, readDuty, setRosterGone, updateRoster } from './actions/duty.ts';
import { listNotices, markOwnNotices } from './actions/own-notices.ts';
import { addBrowser, forgetBrowser, readSettings, updateSettings } from './actions/own-settings.ts';
import { tryBot, tryMail, tryTarget } from './actions/try-target.ts';

const empty = z.object({});
const tries = { per: 'person', count: 10, seconds: 600 } as const;

/** Everything that can be done with notices, mails and duty. */
export function createNoticesOperations(parts: ProductParts) {
  return {
    listNotices: operation({
      name: 'listNotices', method: 'get', path: '/notices', summary: 'What was told to you, newest first, and how much of it is unread.',
      right: 'notices.own', scope: 'any', input: listNoticesSchema, output: noticesPageSchema, action: listNotices,
    }),
    markNotices: operation({
      name: 'markNotices', method: 'post', path: '/notices/read', summary: 'Marks notices of yours as read or unread, some or all.',
      right: 'notices.own', scope: 'any', input: markNoticesSchema, output: markedSchema, action: markOwnNotices,
    }),
    readNoticeSettings: operation({
      name: 'readNoticeSettings', method: 'get', path: '/notices/settings', summary: 'What you are told, by which way and when.',
      right: 'notices.own', scope: 'any', input: nothingSchema, output: noticeSettingsSchema,
      action: (work) => readSettings(parts, work),
    }),
    updateNoticeSettings: operation({
      name: 'updateNoticeSettings', method: 'put', path: '/notices/settings', summary: 'Replaces these settings.',
      right: 'notices.own', scope: 'any', input: updateNoticeSettingsSchema, output: noticeSettingsSchema,
      action: (work, input) => updateSettings(parts, work, input),
    }),
    addPushBrowser: operation({
      name: 'addPushBrowser', method: 'post', path: '/notices/browsers', summary: 'Switches push on in a browser of yours.',
      right: 'notices.own', scope: 'any', limit: { per: 'person', count: 30, seconds: 3600 }, input: addPushSchema, output: idSchema, action: addBrowser,
    }),
    removePushBrowser: operation({
      name: 'removePushBrowser', method: 'delete', path: '/notices/browsers/{id}', summary: 'Switches push off in a browser of yours.',
      right: 'notices.own', scope: 'any', input: idSchema, output: empty, action: forgetBrowser,
    }),
    tryNoticeTarget: operation({
      name: 'tryNoticeTarget', method: 'post', path: '/notices/try', summary: 'Sends you a test message and says what came of it.',
      right: 'notices.own', scope: 'any', limit: tries, input: tryTargetSchema, output: triedSchema,
      gather: (work, { target }) => tryTarget(parts, work, target), action: async (_work, _input, tried) => done(tried),
    }),
    readNoticeKinds: operation({
      name: 'readNoticeKinds', method: 'get', path: '/notices/kinds', summary: 'Which kinds of notices the centre sends, and to whom.',
      right: 'notices.manage', input: nothingSchema, output: centreKindsSchema, action: readKinds,
    }),
    updateNoticeKind: operation({
      name: 'updateNoticeKind', method: 'put', path: '/notices/kinds/{kind}', summary: 'Switches a kind of notice for the whole centre, or says who gets it.',
      right: 'notices.manage', input: updateCentreKindSchema, output: centreKindsSchema, action: updateKind,
    }),
    listNoticeBots: operation({
      name: 'listNoticeBots', method: 'get', path: '/notices/bots', summary: 'Bots of groups that get notices; never their addresses.',
      right: 'notices.manage', input: nothingSchema, output: botsSchema, action: listBots,
    }),
    createNoticeBot: operation({
      name: 'createNoticeBot', method: 'post', path: '/notices/bots', summary: 'Adds the bot of a group on 企业微信, 钉钉 or 飞书.',
      right: 'notices.manage', idempotent: true, input: createBotSchema, output: botSchema, action: (work, input) => createBot(parts, work, input),
    }),
    updateNoticeBot: operation({
      name: 'updateNoticeBot', method: 'put', path: '/notices/bots/{id}', summary: 'Changes a bot; address and secret stay unless they are given.',
      right: 'notices.manage', input: updateBotSchema, output: botSchema, action: (work, input) => updateBot(parts, work, input),
    }),
    deleteNoticeBot: operation({
      name: 'deleteNoticeBot', method: 'delete', path: '/notices/bots/{id}', summary: 'Takes a bot away; it can be brought back for a week.',
      right: 'notices.manage', input: idSchema, output: empty, action: (work, { id }) => removeBot(work, id),
    }),
    restoreNoticeBot: operation({
      name: 'restoreNoticeBot', method: 'post', path: '/notices/bots/{id}/restore', summary: 'Brings a bot back that was taken away.',
      right: 'notices.manage', input: idSchema, output: botSchema, action: (work, { id }) => restoreBot(work, id),
    }),
    tryNoticeBot: operation({
      name: 'tryNoticeBot', method: 'post', path: '/notices/bots/{id}/try', summary: 'Lets a bot say a test message and says what came of it.',
      right: 'notices.manage', limit: tries, input: idSchema, output: triedSchema,
      gather: (work, { id }) => tryBot(parts, work, id), action: async (_work, _input, tried) => (tried === undefined ? refuse('not_found') : done(tried)),
    }),
    listNoticeDeliveries: operation({
      name: 'listNoticeDeliveries', method: 'get', path: '/notices/deliveries', summary: 'Notices that did not arrive yet, or were given up, with the reason.',
      right: 'notices.manage', input: listDeliveriesSchema, output: deliveriesPageSchema, action: listDeliveries,
    }),
    retryNoticeDelivery: operation({
      name: 'retryNoticeDelivery', method: 'post', path: '/notices/deliveries/{id}/retry', summary: 'Tries a notice again that was given up.',
      right: 'notices.manage', input: idSchema, output: empty, action: (work, { id }) => retryDelivery(work, id),
    }),
    listMails: operation({
      name: 'listMails', method: 'get', path: '/mails', summary: 'Mails that the centre sent or could not send: to whom, about what, when; never what they say.',
      right: 'notices.manage', input: listMailsSchema, output: mailsPageSchema, action: (work, input) => listSentMails(parts, work, input),
    }),
    retryMail: operation({
      name: 'retryMail', method: 'post', path: '/mails/{id}/retry', summary: 'Sends a mail again that was given up.',
      right: 'notices.manage', input: idSchema, output: empty, action: (work, { id }) => retrySentMail(work, id),
    }),
    tryMail: operation({
      name: 'tryMail', method: 'post', path: '/mails/try', summary: 'Sends yourself a test mail and says what came of it.',
      right: 'notices.manage', limit: tries, input: nothingSchema, output: triedSchema,
      gather: (work) => tryMail(parts, work), action: async (_work, _input, tried) => done(tried),
    }),
    listDutyRosters: operation({
      name: 'listDutyRosters', method: 'get', path: '/duty/rosters', summary: 'The duty rosters of the centre and its teams.',
      right: 'notices.own', scope: 'any', input: nothingSchema, output: dutyRostersSchema, action: listRosters,
    }),
    readDuty: operation({
      name: 'readDuty', method: 'get', path: '/duty', summary: 'Who is on duty, now or at an instant, and until when.',
      right: 'notices.own', scope: 'any', input: readDutySchema, output: dutySchema, action: readDuty,
    }),
    createDutyRoster: operation({
      name: 'createDutyRoster', method: 'post', path: '/duty/rosters', summary: 'Adds a duty roster for the centre, a fleet or a team.',
      right: 'duty.manage', idempotent: true, scope: (_work, { scope }) => scope, input: createDutyRosterSchema, output: dutyRosterSchema,
      action: (work, input) => createRoster(() => parts.reader.current().centre?.fleets.map(({ key }) => key) ?? [], work, input),
    }),
    updateDutyRoster: operation({
      name: 'updateDutyRoster', method: 'put', path: '/duty/rosters/{id}', summary: 'Replaces a duty roster that was edited from a revision.',
      right: 'duty.manage', scope: (work, { id }) => placeOfRoster(work, id), input: updateDutyRosterSchema, output: dutyRosterSchema, action: updateRoster,
    }),
    deleteDutyRoster: operation({
      name: 'deleteDutyRoster', method: 'delete', path: '/duty/rosters/{id}', summary: 'Takes a duty roster away; it can be brought back.',
      right: 'duty.manage', scope: (work, { id }) => placeOfRoster(work, id), input: idSchema, output: empty, action: (work, { id }) => setRosterGone(work, id, true),
    }),
    restoreDutyRoster: operation({
      name: 'restoreDutyRoster', method: 'post', path: '/duty/rosters/{id}/restore', summary: 'Brings a duty roster back that was taken away.',
      right: 'duty.manage', scope: (work, { id }) => placeOfRoster(work, id, true), input: idSchema, output: empty, action: (work, { id }) => setRosterGone(work, id, false),
    }),
  };
}
