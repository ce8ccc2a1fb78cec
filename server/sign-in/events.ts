import { z } from 'zod';
import { defineEvents } from '../platform/index.ts';

const nothing = z.strictObject({});
const factor = z.strictObject({ factor: z.enum(['totp', 'recovery_codes', 'passkey']) });

export const signInEvents = defineEvents({
  'sign_in.factor_added': { summary: 'A person set up another way to show who they are.', subject: 'person', data: factor },
  'sign_in.factor_removed': { summary: 'A person gave up a way to show who they are.', subject: 'person', data: factor.extend({ staff: z.boolean().describe('Whether that person has a role here.') }) },
  'sign_in.password_changed': { summary: 'A person has a new password.', subject: 'person', data: nothing },
  'sign_in.recovery_code_used': { summary: 'A person signed in with a recovery code.', subject: 'person', data: nothing },
  'sign_in.provider_changed': { summary: 'A sign-in service of others was added, changed, deleted or restored.', subject: 'sign-in provider', data: nothing },
});
