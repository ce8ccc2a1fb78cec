import type { Language } from '../contract/text.ts';
import { errorPageMessages } from '../locales/error-page/index.ts';
import { translator } from './messages.ts';

const kinds = { 401: 'sign_in', 403: 'forbidden', 404: 'not_found', 413: 'too_large', 421: 'host', 429: 'too_many', 503: 'away', 507: 'away' } as const;
/** Problems whose own sentence says more than ours: how much, or how long to wait. */
const tellsMore = new Set([413, 429, 503, 507]);

export type FailureKind = (typeof kinds)[keyof typeof kinds] | 'fault' | 'request' | 'set_up';

/** The words of a failed page, wherever it is drawn: what is wrong, what was kept. `sentence` is the problem's own. */
export function describeFailedPage(failure: { status: number; sentence?: string | undefined; setUp?: boolean | undefined }, language: Language): { kind: FailureKind; title: string; body: string } {
  const { status, sentence } = failure;
  const kind = failure.setUp === true ? 'set_up' : kindOf(status);
  const t = translator(errorPageMessages, language);
  return { kind, title: t(`${kind}_title`), body: tellsMore.has(status) && sentence !== undefined ? sentence : t(`${kind}_body`) };
}

function kindOf(status: number): FailureKind {
  if (status in kinds) return kinds[status as keyof typeof kinds];
  return status >= 500 ? 'fault' : 'request';
}
