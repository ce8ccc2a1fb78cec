import { tokenCookie } from './token-cookie.ts';

/** The link of an invitation, until its button is pressed. */
export const invitationCookie = tokenCookie('lichun_invitation', 3600);
