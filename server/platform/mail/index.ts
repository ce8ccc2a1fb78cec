import * as mail from './migrations/0006-mail.ts';

export type { MailMessage } from './message.ts';
export { postMail } from './post.ts';

export const mailMigrations = { '0006-mail': mail } as const;
