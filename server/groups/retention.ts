import { deleteBatch, type RetentionKind } from '../platform/index.ts';
import { deleteEndedSeats } from './store/seats.ts';

/** How long it can be looked up who left when, what happened to groups, and how much was said. */
export const groupsRetention: readonly RetentionKind[] = [
  { key: 'ended_seats', defaultDays: 366, minimumDays: 30, maximumDays: 3660, clean: deleteEndedSeats },
  { key: 'group_history', defaultDays: 1098, minimumDays: 90, maximumDays: 3660, clean: (db, before, limit) => deleteBatch(db, { table: 'group_history', column: 'at', before, limit }) },
  { key: 'group_messages', defaultDays: 366, minimumDays: 30, maximumDays: 3660, clean: (db, before, limit) => deleteBatch(db, { table: 'group_message_day', column: 'entered_at', before, limit }) },
];
