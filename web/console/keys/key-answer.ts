import type { Problem } from '../../../common/contract/problem.ts';

/** What came of making or revoking a key. */
export type KeyAnswer = { ok: true; did: 'created'; token: string } | { ok: true; did: 'revoked'; name: string } | { ok: false; problem: Problem };
