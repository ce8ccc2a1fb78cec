export type { OutboundRefusal } from './destination.ts';
export { systemTxtRecords, type TxtRecords } from './txt-records.ts';
export { createOutbound, type Outbound, type OutboundAnswer, type OutboundOptions, type OutboundParts } from './outbound.ts';
