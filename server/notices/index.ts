import * as notices from './migrations/0060-notices.ts';
import * as botQuietHours from './migrations/0101-bot-quiet-hours.ts';

export { createNoticesOperations } from './operations.ts';
export { noticesEvents } from './events.ts';
export { createNoticesJobs } from './jobs.ts';
export { mailsPersonalData, noticesPersonalData } from './personal-data.ts';
export { noticesRetention } from './retention.ts';
export { publicAddressOf } from './draw.ts';
export { moveRosters } from './store/duty.ts';
export { createNoticeSender, type NoticeSender } from './sender.ts';
export { noticeEvents, noticesSubscriber, noticesTopic } from './subscriber.ts';

export const noticesMigrations = { '0060-notices': notices, '0101-bot-quiet-hours': botQuietHours } as const;
