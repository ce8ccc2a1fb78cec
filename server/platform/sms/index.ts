export { createSmsGateway, type SmsGateway, type SmsMessage, type SmsSettings } from './gateway.ts';
