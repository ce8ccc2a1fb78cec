import { z } from 'zod';
import { defineJob } from '../platform/jobs/index.ts';
import { endCertificates } from './actions/certificates.ts';
import { tellSubmitter } from './actions/tell-submitter.ts';
import type { OrganisationsParts } from './ports.ts';

export function organisationJobs(parts: OrganisationsParts) {
  return {
    tellSubmitter: defineJob({
      schema: z.object({ certificate: z.uuid(), revision: z.int(), address: z.string().max(300) }),
      run: (work, telling) => tellSubmitter(work, telling),
    }),
    endCertificates: defineJob({
      schema: z.object({}),
      // After midnight in Shanghai, where most centres are; elsewhere a certificate ends some hours later on the same day.
      timetable: { cron: '5 16 * * *', timeZone: 'UTC' },
      async run(work) {
        const looked = await endCertificates(parts, work);
        work.log.info('certificates.looked_at', { looked });
      },
    }),
  } as const;
}
