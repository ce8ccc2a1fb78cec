import * as mail from './migrations/0006-mail.ts';
import * as mailDelivery from './migrations/0061-mail-delivery.ts';

export { wireAddress } from './address.ts';
export { mailFailureCodes, type MailFailure, type MailFailureCode } from './failure.ts';
export { listMails, readMail, retryMail, type ListedMail } from './list.ts';
export type { MailMessage } from './message.ts';
export { mailPersonalData } from './personal-data.ts';
export { postMail } from './post.ts';
export { deleteOldMails } from './retention.ts';
export { readMailCounts, type MailCounts } from './state.ts';
export { mailStates, type MailState } from './schema.ts';
export { createMailSender, type MailSender } from './sender.ts';
export { readSmtpAddress, smtpSettings, type SmtpSettings } from './settings.ts';
export { createMailTransport, type Handed, type MailTransport } from './transport.ts';

export const mailMigrations = { '0006-mail': mail, '0061-mail-delivery': mailDelivery } as const;
