import type { Admission, Check, CheckKind } from '../../../common/contract/admission-policy.ts';
import type { JoinFieldName } from '../../../common/contract/join.ts';

/** Which field of the form answers which check. */
const fieldOf: Partial<Record<CheckKind, JoinFieldName>> = { real_name: 'realName', reason: 'reason', question: 'question', uid: 'uid', contributor: 'pullRequest' };

/** A field of the form with the check that asks for it, in the order of the policy. */
export type AskedField = { name: JoinFieldName; check: Check; required: boolean };

/** The fields that a policy asks for. A pull request is needed only where nobody else is admitted. */
export function askedFields(policy: Admission | undefined): AskedField[] {
  return (policy?.checks ?? []).flatMap((check) => {
    const name = fieldOf[check.kind];
    return name === undefined ? [] : [{ name, check, required: check.kind !== 'contributor' || check.required === true }];
  });
}

/** The checks that are told in words beside the form; what every application is held against is told to nobody. */
const toldKinds = ['human', 'organisation', 'sibling', 'contributor', 'high_trust'] as const;
export type ToldKind = (typeof toldKinds)[number];

export function toldChecks(policy: Admission | undefined): Extract<Check, { kind: ToldKind }>[] {
  return (policy?.checks ?? []).filter((check): check is Extract<Check, { kind: ToldKind }> => (toldKinds as readonly string[]).includes(check.kind));
}
