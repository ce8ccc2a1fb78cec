import type { PrivacyForm } from '../../common/contract/privacy.ts';
import type { Outcome, Work } from '../platform/index.ts';

/** What the forms of this module ask of whoever keeps the privacy notices. */
export type ConsentDoor = {
  /** Keeps which notice was shown or agreed to with what was sent; refuses when an agreement is asked for and missing. */
  record(work: Work, given: { form: PrivacyForm; notice?: string | undefined; consent?: boolean | undefined; subject: string }): Promise<Outcome<unknown>>;
};

/** A thing that the change history tells of. */
export type Subject = { kind: string; key: string };

/** What things of the history are called now, in the caller's language, by `subjectId`; those that are gone or go by their key are left out. */
export type SubjectNames = (work: Pick<Work, 'db' | 'language'>, subjects: readonly Subject[]) => Promise<ReadonlyMap<string, { name: string; fleet?: string }>>;

/** How `SubjectNames` tells things apart. */
export function subjectId({ kind, key }: Subject): string {
  return `${kind} ${key}`;
}
