import { z } from 'zod';
import type { ProductParts } from '../parts.ts';
import { defineJob } from '../platform/jobs/index.ts';

const messageSchema = z.object({ to: z.string(), text: z.string(), code: z.string().optional() });

export function createSignInJobs(parts: ProductParts) {
  return {
    sendSms: defineJob({
      schema: z.object({ sealed: z.string().max(4000) }), outside: true, retries: 2,
      async run(work, { sealed }) {
        const message = parts.secrets.open('sms', sealed);
        if (parts.sms === undefined || message === undefined) return work.log.warn('sms.dropped');
        await parts.sms.send(messageSchema.parse(JSON.parse(message)));
      },
    }),
  } as const;
}
