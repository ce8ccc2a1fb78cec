import { checkKinds, usualEffects, type CheckKind } from '../../common/contract/admission-policy.ts';
import { findingMessages } from '../../common/locales/findings/index.ts';

/** What a policy does not choose. */
const always: Partial<Record<CheckKind, string>> = { banned: 'reject, always', strikes: 'reject, always', audience: 'review, always', sibling: 'finds nothing wrong', seats: 'waitlist, always' };

/** The table of checks: what wrong leads to when a policy says nothing, and everything that a check can find, as moderators read it. */
export function checkTable(): string {
  const found = Object.entries(findingMessages.en as Readonly<Record<string, unknown>>).filter(([, words]) => typeof words === 'string');
  const rows = checkKinds.map((kind) => {
    const reasons = found.filter(([reason]) => reason.startsWith(`${kind}_`)).map(([reason, words]) => `\`${reason}\` ${String(words)}`);
    return `| \`${kind}\` | ${always[kind] ?? usualEffects[kind]} | ${reasons.join('<br>')} |`;
  });
  return ['| check | when wrong, unless the policy says otherwise | what it can find |', '|---|---|---|', ...rows].join('\n');
}
