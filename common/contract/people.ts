import { z } from 'zod';
import { grantSchema } from './rights.ts';
import { typedText } from './text.ts';

/** The kinds of account by which somebody can be known. A product UID belongs to one product, an OIDC subject to one provider. */
export const identityKinds = ['email', 'phone', 'qq', 'telegram', 'dingtalk', 'wechat', 'github', 'gitee', 'product_uid', 'oidc'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** How an account was proven to be somebody's. */
export const proofMethods = ['email_code', 'magic_link', 'sms_code', 'oidc', 'oidc_claim', 'oauth', 'connector', 'operator'] as const;
export type ProofMethod = (typeof proofMethods)[number];

/** How a session began. */
export const signInMethods = ['password', 'email_code', 'magic_link', 'sms_code', 'passkey', 'oidc', 'set_up_link', 'invitation', 'development'] as const;
export type SignInMethod = (typeof signInMethods)[number];

export const passwordMinimum = 10;
export const passwordSchema = z.string().min(passwordMinimum, 'password_short').max(200);
export const emailSchema = z.string().trim().max(254).pipe(z.email());

export const setUpOperatorSchema = z.strictObject({
  token: z.string().max(100),
  name: typedText(60),
  email: emailSchema,
  password: passwordSchema,
});

export const signInSchema = z.strictObject({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(200) });

/** A signed-in session as it is given to the page layer, which puts the token into a cookie and nowhere else. */
export const sessionStartedSchema = z.object({ token: z.string(), expiresAt: z.iso.datetime(), name: z.string() });

export const currentPersonSchema = z.object({
  id: z.uuid(),
  name: z.string().max(60),
  email: z.string().max(254).optional(),
  grants: z.array(grantSchema).max(200),
  held: z.literal('second_factor').optional().describe('The roles rest until a second factor is set up.'),
});

export const changePasswordSchema = z.strictObject({ current: z.string().min(1).max(200), password: passwordSchema });

export const signedOutSchema = z.object({ ended: z.int().min(0) });
