import type { Audience, Suit } from '../../../common/contract/channel.ts';
import type { AdviceReason, EntitlementKind, Urgency } from '../../../common/contract/support.ts';
import type { LocalizedText } from '../../../common/contract/text.ts';

/** What a sentence names; it is put into the reader's language where the answer is written. */
export type NamedSubject =
  | { kind: 'suits'; suits: readonly Suit[] }
  | { kind: 'audiences'; audiences: readonly Audience[] }
  | { kind: 'texts'; texts: readonly LocalizedText[] };

/** One reason why a channel stands where it stands; `at` in epoch ms. */
export type Finding = { code: AdviceReason; at?: number; minutes?: number; subject?: NamedSubject };

/** What somebody asks the adviser, with every reference resolved. */
export type AskedCase = { product?: string; plan?: string; entitlement: EntitlementKind; subject?: Suit; topic?: string; urgency: Urgency };
