import { tokenCookie } from '../people/token-cookie.ts';

/** The status link of an application, in the browser that opened it or sent the form. */
export const applicationCookie = tokenCookie('lichun_application', 86_400);
/** An invitation link that was opened, until its button is pressed. */
export const openedInvitationCookie = tokenCookie('lichun_invitation_link', 3600);
/** An invitation link whose button was pressed, until it is used or the day is over. */
export const groupInvitationCookie = tokenCookie('lichun_group_invitation', 86_400);
