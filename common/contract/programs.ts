import { z } from 'zod';
import { pagedInput, pagedOutput } from './paging.ts';
import { permissions, permissionSchema } from './rights.ts';
import { typedText } from './text.ts';

/** Keys with which programs act for the people who made them. */

export const keyLifetimeDays = { shortest: 1, usual: 90, longest: 366 } as const;
/** Keys of one person that live at the same time; more is a sign that old ones are not taken out of service. */
export const keysPerPerson = 50;

const instant = z.iso.datetime();
const id = z.uuid();

export const keyStates = ['active', 'expired', 'revoked'] as const;

export const apiKeySchema = z.object({
  id,
  name: z.string().max(60),
  hint: z.string().max(8).describe('How the key begins.'),
  permissions: z.array(permissionSchema).max(permissions.length).describe('What it may do at most; what its owner may not do, it may not either.'),
  state: z.enum(keyStates),
  createdAt: instant,
  expiresAt: instant,
  lastUsedAt: instant.optional().describe('To the minute.'),
  lastUsedNetwork: z.string().max(60).optional(),
  revokedAt: instant.optional(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

const unique = (list: readonly string[]) => new Set(list).size === list.length;

export const createApiKeySchema = z.strictObject({
  name: typedText(60).describe('What it is for, such as the program’s name.'),
  permissions: z.array(permissionSchema).min(1).max(permissions.length).refine(unique, 'not_unique').describe('A part of what you may do yourself.'),
  days: z.int().min(keyLifetimeDays.shortest).max(keyLifetimeDays.longest).optional().describe(`Days until it expires; ${keyLifetimeDays.usual} when left out.`),
});
export const apiKeyCreatedSchema = z.object({ key: apiKeySchema, token: z.string().max(100).describe('The key itself. It is shown here and never again.') });

export const listApiKeysSchema = z.strictObject({ state: z.enum(['active', 'all']).optional().describe('active when left out.'), ...pagedInput });
export const apiKeysSchema = pagedOutput(apiKeySchema);
export const ownedApiKeySchema = apiKeySchema.extend({ owner: z.object({ id, name: z.string().max(60) }) });
export type OwnedApiKey = z.infer<typeof ownedApiKeySchema>;
export const listAllApiKeysSchema = z.strictObject({ state: z.enum(['active', 'all']).optional().describe('active when left out.'), owner: z.uuid().optional().describe('Keys of this person only.'), ...pagedInput });
export const allApiKeysSchema = pagedOutput(ownedApiKeySchema);
export const apiKeyIdSchema = z.strictObject({ id });
