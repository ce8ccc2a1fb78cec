import { z } from 'zod';
import { emailSchema, identityKinds, passwordSchema, proofMethods, signInMethods } from './people.ts';
import { grantSchema } from './rights.ts';
import { keySchema, languageSchema, localizedText, typedText } from './text.ts';

/** A secret of a cookie or a link. */
export const tokenSchema = z.string().max(100);
/** Where to go afterwards; the page that leads there judges it again (D6). */
const returnTo = z.string().max(500).default('');

/** An address that a code can be sent to. */
export const reachableKinds = ['email', 'phone'] as const;
export type ReachableKind = (typeof reachableKinds)[number];

export const addressSchema = z.strictObject({ kind: z.enum(reachableKinds), address: z.string().trim().min(1).max(254) });
export const requestCodeSchema = addressSchema.extend({ to: returnTo });

/** `token` goes into a cookie of the browser that asked: the code counts only there. */
export const codeSentSchema = z.object({ token: z.string() });
export const waitingCodeSchema = z.object({ kind: z.enum(reachableKinds), typed: z.string().max(254), purpose: z.enum(['sign_in', 'prove', 'confirm']) });

export const codeSchema = z.string().trim().max(20).transform((text) => text.normalize('NFKC').replace(/[\s-]/g, '')).pipe(z.string().regex(/^\d{6}$/, 'six_digits'));
export const enterCodeSchema = z.strictObject({ token: tokenSchema, code: codeSchema });
export const byTokenSchema = z.strictObject({ token: tokenSchema });

/** Signing in is done, or one more thing is asked for; `token` belongs into the cookie of the session or of the step. */
export const signInStepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('done'), token: z.string(), expiresAt: z.iso.datetime(), name: z.string(), newcomer: z.boolean(), staff: z.boolean(), held: z.boolean().describe('The roles rest until the session has a second factor.'), consent: z.boolean().describe('The privacy notice of signing in asks for an agreement that is missing.'), to: z.string() }),
  z.object({ step: z.literal('more'), token: z.string() }),
]);
export type SignInStep = z.infer<typeof signInStepSchema>;

export const passwordSignInSchema = z.strictObject({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(200), to: returnTo.optional() });

export const waitingStepSchema = z.object({
  needs: z.enum(['second_factor', 'password', 'other_account']).describe('`other_account`: the address that a service of others vouched for belongs to somebody here; they say which account they want.'),
  passkeys: z.boolean(), typed: z.string().max(254).optional(), service: z.string().max(200).optional().describe('The service of others that vouched for the address.'), to: z.string().max(500).describe('Where it goes on.'),
});
/** Six digits of the app, or a recovery code. */
export const secondFactorCode = z.string().trim().min(1).max(40);
export const finishStepSchema = z.strictObject({ token: tokenSchema, answer: z.string().min(1).max(200) });

/** What a browser makes of a passkey, as @simplewebauthn/browser writes it; the server's library judges it. */
const base64url = (maximum: number) => z.string().max(maximum).regex(/^[A-Za-z0-9_-]*$/, 'form');
const credential = { id: base64url(1400), rawId: base64url(1400), type: z.literal('public-key'), authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional() };
export const passkeyAnswerSchema = z.object({
  ...credential,
  response: z.object({ clientDataJSON: base64url(8000), authenticatorData: base64url(8000), signature: base64url(4000), userHandle: base64url(200).nullish().transform((handle) => handle ?? undefined) }),
});
export const passkeyMadeSchema = z.object({
  ...credential,
  response: z.object({ clientDataJSON: base64url(8000), attestationObject: base64url(60_000), transports: z.array(z.string().max(20)).max(10).default([]) }),
});
/** What the browser is asked for; made by the server's library and handed on as it is. */
export const passkeyAskedSchema = z.object({ token: z.string(), options: z.looseObject({ challenge: z.string() }) });

export const passkeySignInSchema = z.strictObject({ token: tokenSchema, answer: passkeyAnswerSchema });
export const registerPasskeySchema = z.strictObject({ token: tokenSchema, answer: passkeyMadeSchema, name: z.string().trim().max(60).default('') });
export const renamePasskeySchema = z.strictObject({ id: z.uuid(), name: typedText(60) });
export const byIdSchema = z.strictObject({ id: z.uuid() });

/** What can be done to get in, besides a code by e-mail. */
export const signInWaysSchema = z.object({
  sms: z.boolean(),
  passkeys: z.boolean().describe('Browsers offer passkeys at this address.'),
  providers: z.array(z.object({ key: z.string().max(48), name: z.string().max(60), issuer: z.string().max(500) })).max(20),
});

/** A session that replaces the one in use. */
export const renewedSchema = z.object({ token: z.string(), expiresAt: z.iso.datetime(), name: z.string() });

export const accountSchema = z.object({
  id: z.uuid(),
  name: z.string().max(60),
  language: languageSchema,
  identities: z
    .array(
      z.object({
        id: z.uuid(),
        kind: z.enum(identityKinds),
        issuer: z.string().max(2000),
        issuerName: z.string().max(200).optional().describe('The provider or product, in the reader’s language.'),
        typed: z.string().max(300),
        provenAt: z.iso.datetime().optional(),
        provenHow: z.enum(proofMethods).optional(),
      }),
    )
    .max(200),
  grants: z.array(grantSchema).max(200),
});
export type Account = z.infer<typeof accountSchema>;
export const changeAccountSchema = z.strictObject({ name: typedText(60), language: languageSchema });

export const securitySchema = z.object({
  staff: z.boolean(),
  held: z.boolean().describe('The roles rest until the session has a second factor.'),
  secondFactorRequired: z.boolean(),
  secondFactor: z.boolean().describe('The session in use began with two factors.'),
  recent: z.boolean(),
  password: z.boolean(),
  totpSince: z.iso.datetime().optional(),
  recoveryCodes: z.int().min(0).max(100),
  passkeys: z.array(z.object({ id: z.uuid(), name: z.string().max(60), createdAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().optional(), backedUp: z.boolean() })).max(20),
  mayConfirmBy: z.array(z.enum(['password', 'totp', 'passkey', 'email', 'phone', 'oidc'])).max(6),
});
export type Security = z.infer<typeof securitySchema>;

export const totpOfferedSchema = z.object({ key: z.string().max(100).describe('The key in base32.'), uri: z.string().max(500) });
export const totpConfirmedSchema = renewedSchema.extend({ codes: z.array(z.string().max(20)).max(10) });
export const recoveryCodesSchema = z.object({ codes: z.array(z.string().max(20)).max(10) });
export const enterTotpSchema = z.strictObject({ code: codeSchema });
export const newPasswordSchema = z.strictObject({ password: passwordSchema });
export const confirmPasswordSchema = z.strictObject({ password: z.string().min(1).max(200) });
export const confirmSecondFactorSchema = z.strictObject({ code: secondFactorCode });

export const sessionsSchema = z.object({
  items: z
    .array(
      z.object({
        id: z.uuid(),
        current: z.boolean(),
        device: z.string().max(300).describe('What the browser says of itself.'),
        network: z.string().max(60),
        method: z.enum(signInMethods),
        secondFactor: z.boolean(),
        begunAt: z.iso.datetime(),
        seenAt: z.iso.datetime(),
        endsAt: z.iso.datetime().describe('When it ends without further use.'),
      }),
    )
    .max(100),
});

/** A sign-in service of others, as operators describe it. */
const providerFields = {
  name: localizedText(60),
  issuer: z.url({ protocol: /^https?$/ }).max(300),
  clientId: typedText(200),
  scopes: z.string().trim().max(200).regex(/^[\x21-\x7e]{1,100}(?: [\x21-\x7e]{1,100}){0,10}$/, 'form').default('openid profile email'),
  productClaim: z.string().trim().max(100).regex(/^[\x21-\x7e]*$/, 'form').optional(),
  productKey: keySchema.optional(),
  trustsEmail: z.boolean().default(false),
  enabled: z.boolean().default(true),
};
const clientSecret = z.string().trim().min(1).max(500).regex(/^[\x20-\x7e]{1,500}$/, 'form');
export const createProviderSchema = z.strictObject({ key: keySchema, ...providerFields, clientSecret });
export const updateProviderSchema = z.strictObject({ key: keySchema, ...providerFields, clientSecret: clientSecret.optional().describe('Left out: it stays what it is.'), revision: z.int().min(1) });
export const providerSchema = z.object({ key: z.string().max(48), ...providerFields, name: localizedText(60), revision: z.int().min(1), callback: z.string().max(400).describe('The redirect address to register there.') });
export type Provider = z.infer<typeof providerSchema>;
const listedProviderSchema = providerSchema.extend({ persons: z.int().min(0).describe('How many people have proven an account there; whoever has no other way signs in by it alone.') });
export type ListedProvider = z.infer<typeof listedProviderSchema>;
export const providersSchema = z.object({ items: z.array(listedProviderSchema).max(20) });
export const byKeySchema = z.strictObject({ key: keySchema });
export const providerCheckSchema = z.object({ works: z.boolean(), reason: z.string().max(60).optional().describe('What is wrong, a code.') });

export const startVisitSchema = z.strictObject({ provider: keySchema, purpose: z.enum(['sign_in', 'connect', 'confirm']).default('sign_in'), to: returnTo });
export const visitStartedSchema = z.object({ token: z.string(), address: z.string().max(4000) });
export const finishVisitSchema = z.strictObject({ token: tokenSchema, state: z.string().max(100), code: z.string().max(4000).optional(), error: z.string().max(200).optional(), iss: z.string().max(400).optional() });
/** `connected`: the account there now belongs to the person who is signed in. */
export const visitFinishedSchema = z.union([
  signInStepSchema,
  z.object({ step: z.literal('connected'), to: z.string() }),
  z.object({ step: z.literal('confirmed'), token: z.string(), expiresAt: z.iso.datetime(), name: z.string(), to: z.string() }),
]);

export { emailSchema };
