import { z } from 'zod';
import { tokenSchema } from './sign-in.ts';
import { keySchema, localizedText, typedText } from './text.ts';

/** Places where code is kept, by which contributors prove who they are. [000] */

export const forgeKinds = ['github', 'gitee'] as const;
export type ForgeKind = (typeof forgeKinds)[number];

const base = z.url({ protocol: /^https?$/ }).max(300);
const clientSecret = z.string().trim().min(1).max(500).regex(/^[\x21-\x7e]{1,500}$/, 'form');

/** Where each kind lives unless the operator says otherwise. */
export const forgeDefaults: Readonly<Record<ForgeKind, { webUrl: string; authorizeUrl: string; tokenUrl: string; apiUrl: string; scopes: string }>> = {
  github: { webUrl: 'https://github.com', authorizeUrl: 'https://github.com/login/oauth/authorize', tokenUrl: 'https://github.com/login/oauth/access_token', apiUrl: 'https://api.github.com', scopes: '' },
  gitee: { webUrl: 'https://gitee.com', authorizeUrl: 'https://gitee.com/oauth/authorize', tokenUrl: 'https://gitee.com/oauth/token', apiUrl: 'https://gitee.com/api/v5', scopes: 'user_info' },
};

const forgeFields = {
  kind: z.enum(forgeKinds).describe('How it speaks. One of each: the accounts of a kind are counted by one place only.'),
  name: localizedText(60),
  webUrl: base.optional().describe('Where people read pull requests. Left out: as usual for the kind.'),
  authorizeUrl: base.optional(),
  tokenUrl: base.optional(),
  apiUrl: base.optional(),
  scopes: z.string().trim().max(200).regex(/^[\x21-\x7e ]*$/, 'form').optional(),
  clientId: typedText(200),
  enabled: z.boolean().default(true),
};
export const putForgeSchema = z.strictObject({
  key: keySchema,
  ...forgeFields,
  clientSecret: clientSecret.optional().describe('Left out: it stays what it is.'),
  apiToken: clientSecret.optional().describe('To read pull requests more often. Left out: it stays what it is.'),
  withoutApiToken: z.boolean().default(false).describe('Forgets the token.'),
  revision: z.int().min(0).describe('0 for a new one.'),
});
export type PutForge = z.output<typeof putForgeSchema>;
export const forgeSchema = z.object({
  key: keySchema,
  ...forgeFields,
  webUrl: base, authorizeUrl: base, tokenUrl: base, apiUrl: base,
  scopes: z.string().max(200),
  hasApiToken: z.boolean(),
  callback: z.string().max(400).describe('The redirect address to register there.'),
  revision: z.int().min(1),
});
export type Forge = z.infer<typeof forgeSchema>;
export const forgesSchema = z.object({ items: z.array(forgeSchema).max(10) });
export const forgeByKeySchema = z.strictObject({ key: keySchema });
export const forgeReasons = ['works', 'secret_lost', 'not_allowed', 'host_unknown', 'unreachable', 'too_slow', 'too_often', 'refused', 'not_an_api', 'unknown_repository'] as const;
export const tryForgeSchema = z.strictObject({ key: keySchema, repository: z.string().max(201).regex(/^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/, 'repository_name_form') });
export const forgeTriedSchema = z.object({ works: z.boolean(), reason: z.enum(forgeReasons), explanation: z.string().max(1000) });

/** The forges at which whoever is signed in can prove an account, and which they have. */
export const ownForgesSchema = z.object({ items: z.array(z.object({ key: keySchema, kind: z.enum(forgeKinds), name: z.string().max(60), account: z.string().max(300).optional() })).max(10) });

/** What was typed at a form, so that it is there again afterwards; kept sealed. */
export const keptSchema = z.record(z.string().max(40), z.string().max(1000)).refine((kept) => Object.keys(kept).length <= 20 && JSON.stringify(kept).length <= 6000, 'too_many');
export const startForgeVisitSchema = z.strictObject({ forge: keySchema, to: z.string().max(500).default(''), kept: keptSchema.default({}) });
export const forgeVisitStartedSchema = z.object({ token: z.string().max(100), address: z.string().max(4000), name: z.string().max(60) });
export const finishForgeVisitSchema = z.strictObject({ token: tokenSchema, state: z.string().max(100), code: z.string().max(4000).optional(), error: z.string().max(200).optional() });
export const forgeResults = ['proven', 'taken', 'refused'] as const;
export const forgeVisitFinishedSchema = z.object({ result: z.enum(forgeResults), forge: keySchema, to: z.string().max(500) });
/** What came of a visit and what had been typed before, for ten minutes, in the browser that went there. */
export const forgeVisitSchema = z.object({ forge: keySchema, name: z.string().max(60), result: z.enum(forgeResults).optional(), kept: keptSchema });
