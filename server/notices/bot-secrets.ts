import type { Secrets } from '../platform/index.ts';
import type { Bot } from './store/bots.ts';

const addressPurpose = 'notices.bot_address';
const secretPurpose = 'notices.bot_secret';

/** What is kept of a bot's address and secret. */
export function sealBot(secrets: Secrets, { address, secret }: { address: string; secret: string | undefined }): { addressSealed: string; secretSealed: string | null } {
  return { addressSealed: secrets.seal(addressPurpose, address), secretSealed: secret === undefined || secret === '' ? null : secrets.seal(secretPurpose, secret) };
}

/** Address and secret again; undefined when they were sealed with another key. */
export function openBot(secrets: Secrets, bot: Pick<Bot, 'addressSealed' | 'secretSealed'>): { address: string; secret: string | undefined } | undefined {
  const address = secrets.open(addressPurpose, bot.addressSealed);
  const secret = bot.secretSealed === null ? undefined : secrets.open(secretPurpose, bot.secretSealed);
  return address === undefined || (bot.secretSealed !== null && secret === undefined) ? undefined : { address, secret };
}
