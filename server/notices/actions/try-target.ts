import { formatMessage, translator } from '../../../common/i18n/messages.ts';
import type { PersonTarget, Tried } from '../../../common/contract/notices.ts';
import { mailMessages } from '../../../common/locales/mail/index.ts';
import { noticesMessages } from '../../../common/locales/notices/index.ts';
import { newId, type Work } from '../../platform/index.ts';
import { createMailTransport, smtpSettings } from '../../platform/mail/index.ts';
import type { ProductParts } from '../../parts.ts';
import { openBot } from '../bot-secrets.ts';
import { sayByBot } from '../bots/index.ts';
import { centreName, failed, mailFailed, publicAddressOf, toBotMessage, toPush } from '../draw.ts';
import { pushContact } from '../push-contact.ts';
import { pushToPerson } from '../push-to-person.ts';
import { provenAddress } from '../receiver.ts';
import { findBot } from '../store/bots.ts';

type Parts = Pick<ProductParts, 'configuration' | 'reader' | 'secrets' | 'outbound'>;

/** Sends a message to who asks, at once and past quiet hours, and says what came of it. */
export async function tryTarget(parts: Parts, work: Work, target: PersonTarget): Promise<Tried> {
  const { actor, language } = work;
  if (actor.kind !== 'person') return failed('push_none', '', language);
  return target === 'email' ? tryMail(parts, work) : tryPush(parts, work);
}

/** Hands a mail to the mail server while the asker waits: its refusal is the answer. */
export async function tryMail({ configuration }: Pick<Parts, 'configuration'>, work: Work): Promise<Tried> {
  const { actor, db, language, now } = work;
  const address = actor.kind === 'person' ? await provenAddress(db, actor.id) : undefined;
  if (actor.kind !== 'person' || address === undefined) return failed('address_unproven', '', language);
  const smtp = smtpSettings(configuration);
  if (smtp === undefined) return failed('mail_caught', '', language);
  const t = translator(mailMessages, language);
  const transport = createMailTransport(smtp, { connections: 0 });
  const handed = await transport.send({ id: newId(now), kind: 'notice.test', to: { address, name: actor.name }, language, subject: t('test_subject'), text: t('test_text', { name: actor.name }) });
  transport.close();
  if (!handed.ok) return mailFailed(handed.failure, language);
  return { ok: true, sentence: translator(noticesMessages, language)('test_arrived_email', { address }) };
}

async function tryPush(parts: Parts, work: Work): Promise<Tried> {
  const { actor, db, language, now } = work;
  if (actor.kind !== 'person') return failed('push_none', '', language);
  const wording = wordingOfTest(parts, work);
  const pushed = await pushToPerson(parts, pushContact(parts), actor.id, toPush(wording, 'test', 'normal'), db, now);
  if (pushed.reached > 0) return { ok: true, sentence: formatMessage(noticesMessages[language].test_arrived_push, language, { count: pushed.reached }) };
  return failed(pushed.code === 'push_none' && pushed.expired > 0 ? 'push_expired' : (pushed.code ?? 'push_none'), pushed.detail, language);
}

/** The same for a group's bot; undefined when there is no such bot. */
export async function tryBot(parts: Parts, work: Work, id: string): Promise<Tried | undefined> {
  const { db, language, now } = work;
  const bot = await findBot(db, id);
  if (bot === undefined) return undefined;
  const access = openBot(parts.secrets, bot);
  if (access === undefined) return failed('secret_unreadable', '', language);
  const said = await sayByBot(parts.outbound, { platform: bot.platform, ...access }, toBotMessage(wordingOfTest(parts, { ...work, language: bot.language }), bot.language, publicAddressOf(parts)), now);
  return said.ok ? { ok: true, sentence: translator(noticesMessages, language)('test_arrived_bot') } : failed(said.code, said.detail, language);
}

function wordingOfTest(parts: Parts, { actor, language }: Pick<Work, 'actor' | 'language'>) {
  const t = translator(noticesMessages, language);
  const name = actor.kind === 'person' ? actor.name : t('centre');
  return { title: t('test_title', { centre: centreName(parts, language) }), lines: [t('test_line', { name })], path: '/console/notices' };
}
