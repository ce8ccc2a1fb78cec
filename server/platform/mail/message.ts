import type { Language } from '../../../common/contract/text.ts';

/**
 * A mail to one person. Plain text; the sender draws the HTML form from it. `kind` names what it is about for the list of mails and for
 * switching, such as `sign_in.code`. `secret`: it carries a code or a link that lets somebody in, which nobody but the recipient may see.
 */
export type MailMessage = {
  kind: string;
  to: { address: string; name?: string };
  language: Language;
  subject: string;
  /** Paragraphs, in order; a link stands on a line of its own. */
  text: string;
  /** The one thing to press, shown as a button in the HTML form; it is in `text` too. */
  button?: { label: string; address: string };
  secret?: boolean;
};
