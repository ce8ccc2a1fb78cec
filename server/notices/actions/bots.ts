import type { z } from 'zod';
import type { botSchema, createBotSchema, updateBotSchema } from '../../../common/contract/notices.ts';
import type { Language } from '../../../common/contract/text.ts';
import { done, newId, refuse, type Outcome, type Secrets, type Work } from '../../platform/index.ts';
import type { ProductParts } from '../../parts.ts';
import { sealBot } from '../bot-secrets.ts';
import { platformOfHost } from '../bots/index.ts';
import { failed } from '../draw.ts';
import { neverAwake } from '../rules/timing.ts';
import { findBot, insertBot, listBotRows, setBotRemoved, updateBotRow, type Bot } from '../store/bots.ts';
import { dropWaiting } from '../store/deliveries.ts';

type Parts = Pick<ProductParts, 'configuration' | 'secrets'>;
type BotView = z.input<typeof botSchema>;

const mostBots = 50;

export async function listBots(work: Work): Promise<Outcome<{ bots: BotView[] }>> {
  return done({ bots: (await listBotRows(work.db)).map((bot) => toView(bot, work.language)) });
}

export async function createBot(parts: Parts, work: Work, input: z.output<typeof createBotSchema>): Promise<Outcome<BotView>> {
  const { db, now, language } = work;
  const { address, secret, quiet = {}, urgentPasses = true, ...fields } = input;
  if (neverAwake({ quiet })) return refuse('invalid_input', { fields: [{ path: 'quiet', code: 'quiet_never_ends' }] });
  const wrong = wrongAddress(parts, address, input.platform);
  if (wrong !== undefined) return refuse('invalid_input', { fields: [{ path: 'address', code: wrong }] });
  if ((await listBotRows(db)).length >= mostBots) return refuse('section_full', { parameters: { limit: mostBots, maximum: mostBots } });
  const bot = { id: newId(now), ...fields, quiet, urgentPasses, host: new URL(address).host, ...sealBot(parts.secrets, { address, secret }) };
  await insertBot(db, bot, now);
  await work.audit({ subjectKind: 'notice_bot', subjectKey: bot.id, before: null, after: { platform: bot.platform, name: bot.name, host: bot.host, kinds: bot.kinds } });
  return viewOf(work, bot.id, language);
}

export async function updateBot(parts: Parts, work: Work, input: z.output<typeof updateBotSchema>): Promise<Outcome<BotView>> {
  const { db, language, now } = work;
  const { id, revision, address, secret, quiet, urgentPasses, ...fields } = input;
  const before = await findBot(db, id);
  if (before === undefined) return refuse('not_found');
  const wrong = address === undefined ? undefined : wrongAddress(parts, address, before.platform);
  if (wrong !== undefined) return refuse('invalid_input', { fields: [{ path: 'address', code: wrong }] });
  if (quiet !== undefined && neverAwake({ quiet })) return refuse('invalid_input', { fields: [{ path: 'quiet', code: 'quiet_never_ends' }] });
  const quietness = { ...(quiet === undefined ? {} : { quiet }), ...(urgentPasses === undefined ? {} : { urgentPasses }) };
  const changed = await updateBotRow(db, id, revision, { ...fields, ...quietness, ...(address === undefined ? {} : { host: new URL(address).host }), ...sealedChange(parts.secrets, address, secret) });
  if (!changed) return refuse('stale_revision');
  if (!fields.enabled) await dropWaiting(db, `bot:${id}`, 'bot_off', now);
  await work.audit({ subjectKind: 'notice_bot', subjectKey: id, before: { name: before.name, host: before.host, kinds: before.kinds, enabled: before.enabled, quiet: before.quiet, urgentPasses: before.urgentPasses }, after: { ...fields, ...quietness, host: address === undefined ? before.host : new URL(address).host, addressChanged: address !== undefined, secretChanged: secret !== undefined } });
  return viewOf(work, id, language);
}

export async function removeBot(work: Work, id: string): Promise<Outcome<Record<string, never>>> {
  const { db, now } = work;
  const before = await findBot(db, id);
  if (before === undefined || !(await setBotRemoved(db, id, now))) return refuse('not_found');
  await work.audit({ subjectKind: 'notice_bot', subjectKey: id, before: { name: before.name, host: before.host }, after: null });
  return done({});
}

export async function restoreBot(work: Work, id: string): Promise<Outcome<BotView>> {
  if (!(await setBotRemoved(work.db, id, null))) return refuse('not_found');
  const answer = await viewOf(work, id, work.language);
  if (answer.ok) await work.audit({ subjectKind: 'notice_bot', subjectKey: id, before: null, after: { name: answer.value.name, host: answer.value.host } });
  return answer;
}

/** Addresses carry the secret: they go over https, unless networks inside have been opened on purpose. */
function wrongAddress({ configuration }: Parts, address: string, platform: Bot['platform']): string | undefined {
  const url = new URL(address);
  if (url.protocol !== 'https:' && configuration.OUTBOUND_ALLOW.length === 0) return 'bot_https';
  const known = platformOfHost(url.hostname);
  return known !== undefined && known !== platform ? 'bot_other_platform' : undefined;
}

function sealedChange(secrets: Secrets, address: string | undefined, secret: string | undefined) {
  const sealed = sealBot(secrets, { address: address ?? '', secret });
  return { ...(address === undefined ? {} : { addressSealed: sealed.addressSealed }), ...(secret === undefined ? {} : { secretSealed: sealed.secretSealed }) };
}

async function viewOf(work: Work, id: string, language: Language): Promise<Outcome<BotView>> {
  const bot = await findBot(work.db, id);
  return bot === undefined ? refuse('not_found') : done(toView(bot, language));
}

function toView(bot: Bot, language: Language): BotView {
  const { id, revision, platform, name, host, kinds, enabled, quiet, urgentPasses, failingSince, errorCode, errorDetail, switchedOffAt, lastSentAt } = bot;
  return {
    id, revision, platform, name, host, kinds, enabled, quiet, urgentPasses, language: bot.language, signed: bot.secretSealed !== null,
    ...(failingSince === null ? {} : { failingSince: failingSince.toISOString() }),
    ...(errorCode === null ? {} : { problem: failed(errorCode, errorDetail ?? '', language) }),
    ...(switchedOffAt === null ? {} : { switchedOffAt: switchedOffAt.toISOString() }),
    ...(lastSentAt === null ? {} : { lastSentAt: lastSentAt.toISOString() }),
  };
}
