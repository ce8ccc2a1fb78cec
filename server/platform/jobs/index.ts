export { cleaningJob } from './cleaning.ts';
export { defineJob, type Job, type JobRegistry, type JobStep, type JobWork, type Timetable } from './define.ts';
export { createJobs, type EnqueueOptions, type FailedJob, type Jobs, type JobsParts } from './jobs.ts';
export { countFailedJobs, listFailedJobs, readJobState, retryFailedJob, type FailedJobRow, type JobCount } from './state.ts';
export { openJobCarrier, waitingJobsColumns, waitingJobsQuery, type CarriedJob } from './carry.ts';
export { jobPersonalData } from './personal-data.ts';
