import { z } from 'zod';
import { passkeyAnswerSchema, tokenSchema } from './sign-in.ts';
import { keySchema } from './text.ts';

/** A challenge in the form of ALTCHA: the browser finds a number by trying; who has many forms to fill pays for each. */
export const humanChallengeSchema = z.object({
  parameters: z.object({
    algorithm: z.string().max(40),
    nonce: z.string().max(64),
    salt: z.string().max(64),
    cost: z.int().min(1),
    keyLength: z.int().min(1),
    keyPrefix: z.string().max(64),
    data: z.record(z.string().max(20), z.union([z.string().max(100), z.number()])),
  }),
  signature: z.string().max(128),
});
export type HumanChallenge = z.infer<typeof humanChallengeSchema>;
export const readHumanChallengeSchema = z.strictObject({ fleet: keySchema });

/** What the browser sends back, before it is base64. Parameters go back exactly as they came: they are signed. */
export const humanPayloadSchema = z.strictObject({
  challenge: humanChallengeSchema,
  solution: z.object({ counter: z.int().min(0).max(4_294_967_295), derivedKey: z.string().max(128).regex(/^(?:[0-9a-f]{2})+$/), time: z.number().optional() }),
});

export const askHumanCodeSchema = z.strictObject({ fleet: keySchema });
export const humanCodeAskedSchema = z.object({ to: z.string().max(254).describe('The address, with its middle hidden.') });
/** Before an applicant confirms on their device. */
export const askHighTrustSchema = z.strictObject({ fleet: keySchema });
export const proveHighTrustSchema = z.strictObject({ fleet: keySchema, token: tokenSchema, answer: passkeyAnswerSchema });
export const highTrustProvenSchema = z.object({ until: z.iso.datetime().describe('An application that is sent until then counts as confirmed on the device.') });
