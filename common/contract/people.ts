import { z } from 'zod';
import { typedText } from './text.ts';

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
  roles: z.array(z.enum(['operator', 'moderator', 'agent'])).max(3),
});

export const changePasswordSchema = z.strictObject({ current: z.string().min(1).max(200), password: passwordSchema });

export const signedOutSchema = z.object({ ended: z.int().min(0) });
