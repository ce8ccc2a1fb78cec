import type { Problem } from '../../../common/contract/problem.ts';

/** Why a provider could not be used, as the check says it. */
export const reasons = ['unreachable', 'not_allowed', 'unreadable', 'other_issuer', 'no_keys'] as const;
export type Reason = (typeof reasons)[number];

/** What came of an action of the page. */
export type ProviderAnswer = { ok: true; did: 'saved' | 'deleted' | 'restored'; key: string; name: string } | { ok: true; did: 'checked'; name: string; reason: Reason | 'works' } | { ok: false; problem: Problem };
