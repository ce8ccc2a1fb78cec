import type { ProductParts } from '../parts.ts';
import { smtpSettings } from '../platform/mail/index.ts';

/** Whom a push service may write to about our messages: the centre's own address, or the sender of its mails. */
export function pushContact({ configuration }: Pick<ProductParts, 'configuration'>): string {
  if (configuration.PUBLIC_URL?.startsWith('https:') === true) return configuration.PUBLIC_URL;
  const smtp = smtpSettings(configuration);
  return smtp === undefined ? 'https://lichun.invalid' : `mailto:${smtp.from.address}`;
}
