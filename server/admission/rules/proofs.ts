import type { Finding } from '../../../common/contract/admission.ts';
import type { Admission, Check } from '../../../common/contract/admission-policy.ts';
import type { Facts } from './facts.ts';

/**
 * What a decision proved, as names that another fleet can compare: what a check found well, by itself. What was skipped there because a third
 * fleet proved it is not among it: trust is not transitive. [002]
 */
export function proofsOf(policy: Admission, facts: Facts, findings: readonly Finding[]): string[] {
  return (policy.checks ?? []).flatMap((check) => {
    const finding = findings.find(({ check: kind }) => kind === check.kind);
    return finding?.verdict === 'ok' && finding.effect === 'none' ? namesOf(check, facts) : [];
  });
}

function namesOf(check: Check, facts: Facts): string[] {
  switch (check.kind) {
    case 'human':
    case 'real_name':
      return [check.kind];
    case 'reading':
      return facts.readings.asked.map((key) => `reading:${key}`);
    case 'reason':
      return [templateName(check)];
    case 'question':
      return [questionName(check)];
    case 'organisation':
      return facts.organisations.map((name) => `organisation:${name}`);
    case 'uid':
      return [`uid:${check.product}`];
    case 'contributor':
    case 'sibling':
    case 'high_trust':
      // Priority is judged anew, trust is not handed on, and a passkey is bound to one application.
      return [];
  }
}

/** True when what `proved` names is exactly what this check would find out. */
export function isCovered(check: Check, facts: Facts, proved: ReadonlySet<string>): boolean {
  switch (check.kind) {
    case 'human':
    case 'real_name':
      return proved.has(check.kind);
    case 'reading':
      return facts.readings.asked.length > 0 && facts.readings.asked.every((key) => proved.has(`reading:${key}`));
    case 'reason':
      return proved.has(templateName(check));
    case 'question':
      return proved.has(questionName(check));
    case 'organisation':
      return check.organisations.some((name) => proved.has(`organisation:${name}`));
    case 'uid':
      return proved.has(`uid:${check.product}`);
    case 'contributor':
    case 'sibling':
    case 'high_trust':
      return false;
  }
}

const templateName = ({ parts }: Extract<Check, { kind: 'reason' }>) => `reason:${JSON.stringify(parts ?? 'usual')}`;
const questionName = ({ question }: Extract<Check, { kind: 'question' }>) => `question:${JSON.stringify(question)}`;
