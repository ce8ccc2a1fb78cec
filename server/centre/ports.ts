import type { PrivacyForm } from '../../common/contract/privacy.ts';
import type { Outcome, Work } from '../platform/index.ts';

/** What the forms of this module ask of whoever keeps the privacy notices. */
export type ConsentDoor = {
  /** Keeps which notice was shown or agreed to with what was sent; refuses when an agreement is asked for and missing. */
  record(work: Work, given: { form: PrivacyForm; notice?: string | undefined; consent?: boolean | undefined; subject: string }): Promise<Outcome<unknown>>;
};
