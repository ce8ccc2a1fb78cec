import { inLanguage } from '../../common/contract/text.ts';
import type { ProductParts } from '../parts.ts';
import type { Work } from '../platform/index.ts';

/** What the centre is called in an authenticator app and beside a passkey; its host while it has no name. */
export function centreName(parts: Pick<ProductParts, 'reader'>, work: Pick<Work, 'language' | 'publicAddress'>): string {
  return inLanguage(parts.reader.current().centre?.settings.name, work.language) ?? new URL(work.publicAddress).hostname;
}
