/** The front door of channels: the support page, the adviser and the year of a calendar. */
export { createChannelsOperations } from './operations.ts';
export { nothingHeld, nothingMeasured, type FirstResponse, type FirstResponseStatistics } from './ports.ts';
