/** What upkeep sees of the outbox. */
export { listParked, readOutboxState, retryParked, type OutboxState, type ParkedDelivery } from './parked.ts';
