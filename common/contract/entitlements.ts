import { z } from 'zod';
import { daySchema } from './day.ts';
import { planKinds } from './centre.ts';
import { accountNamedSchema, namingKinds } from './organisations.ts';
import { pagedInput, pagedOutput } from './paging.ts';
import { keySchema, typedText } from './text.ts';

const revision = z.int().min(1).max(Number.MAX_SAFE_INTEGER).describe('The revision that was read; another one is refused as stale.');
const day = daySchema;
const instant = z.iso.datetime();

export const mostUses = 1_000_000;
const uses = z.int().min(0).max(mostUses);

export const entitlementSources = ['manual', 'import', 'order'] as const;
export type EntitlementSource = (typeof entitlementSources)[number];
export const entitlementStates = ['current', 'future', 'used_up', 'expired', 'ended'] as const;
export type EntitlementState = (typeof entitlementStates)[number];

/** Whose an entitlement is. An account is joined to the person who proves it; until then nobody has it. */
export const holderSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), id: z.uuid() }),
  z.strictObject({ kind: z.literal('organisation'), id: z.uuid() }),
  z.strictObject({ kind: z.literal('account'), account: accountNamedSchema }),
]);
export type Holder = z.infer<typeof holderSchema>;

export const entitlementViewSchema = z.object({
  id: z.uuid(),
  product: keySchema,
  productName: z.string().max(80),
  plan: keySchema,
  planName: z.string().max(60),
  planKind: z.enum(planKinds).optional().describe('Left out when the centre no longer describes the plan.'),
  holder: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), id: z.uuid(), name: z.string().max(60) }),
    z.object({ kind: z.literal('organisation'), id: z.uuid(), name: z.string().max(120) }),
    z.object({ kind: z.literal('account'), accountKind: z.enum(namingKinds), value: z.string().max(254) }),
  ]),
  from: day.describe('The first day on which it holds.'),
  until: day.optional().describe('The first day on which it no longer holds; left out when it does not end.'),
  lastDay: day.optional().describe('The last day on which it holds.'),
  usesGranted: z.int().min(0).optional().describe('How many uses were given; left out: as many as one likes.'),
  usesLeft: z.int().min(0).optional(),
  state: z.enum(entitlementStates),
  source: z.enum(entitlementSources),
  reference: z.string().max(80).optional(),
  note: z.string().max(500).optional(),
  endedAt: instant.optional(),
  createdAt: instant,
  revision: z.int().min(1),
});
export type EntitlementView = z.infer<typeof entitlementViewSchema>;

export const listEntitlementsSchema = z.strictObject({
  person: z.uuid().optional().describe('Only their own; what they have through organisations is in the answer of their memberships.'),
  organisation: z.uuid().optional(),
  product: keySchema.optional(),
  plan: keySchema.optional(),
  state: z.enum([...entitlementStates, 'waiting']).optional().describe('waiting: for somebody to prove the account.'),
  search: typedText(80).optional().describe('A reference, or part of a holder’s name or account.'),
  ...pagedInput,
});
export const entitlementPageSchema = pagedOutput(entitlementViewSchema);

const fields = {
  from: day.optional().describe('Today when left out.'),
  until: day.nullable().optional().describe('The first day on which it no longer holds.'),
  uses: uses.nullable().optional().describe('How many uses there are in all; null: as many as one likes.'),
  reference: z.string().trim().max(80).optional().describe('Such as the number of an order or a contract.'),
  note: z.string().trim().max(500).optional(),
};
export const grantEntitlementSchema = z.strictObject({ product: keySchema, plan: keySchema, holder: holderSchema, ...fields });
export const updateEntitlementSchema = z.strictObject({ id: z.uuid(), revision, ...fields });
export const endEntitlementSchema = z.strictObject({ id: z.uuid(), revision });
export const useEntitlementSchema = z.strictObject({ id: z.uuid(), count: z.int().min(1).max(1000).optional().describe('1 when left out.') });
export const entitlementUsedSchema = z.object({ usesLeft: z.int().min(0).nullable() });

/** What somebody signed in has themselves, as they are told it. */
export const ownEntitlementSchema = z.object({
  product: keySchema,
  productName: z.string().max(80),
  plan: keySchema,
  planName: z.string().max(60),
  kind: z.enum(planKinds),
  through: z.string().max(120).optional().describe('The organisation through which it is theirs.'),
  from: day,
  lastDay: day.optional().describe('The last day on which it holds; left out when it does not end.'),
  usesLeft: z.int().min(0).optional(),
  state: z.enum(['current', 'expired', 'used_up']),
  best: z.boolean().describe('The one that answers for its product.'),
});
export type OwnEntitlement = z.infer<typeof ownEntitlementSchema>;
export const ownEntitlementsSchema = z.object({ items: z.array(ownEntitlementSchema).max(50) });

export const tiedToAccountsSchema = z.object({
  items: z
    .array(
      z.object({
        identity: z.uuid().describe('The proven account.'),
        memberships: z.int().min(0).describe('To how many organisations one would no longer belong without it.'),
        entitlements: z.int().min(0).describe('How many entitlements would wait for it again, or end with those memberships.'),
      }),
    )
    .max(100)
    .describe('Accounts without which something would be lost.'),
});
export type TiedToAccounts = z.infer<typeof tiedToAccountsSchema>;
