import { tokenCookie } from '../people/token-cookie.ts';

/** The secret link by which the codes of a fleet are checked: in this browser for a month, so that it can be opened again without the mail. */
export const checkCookie = tokenCookie('lichun_check', 30 * 24 * 3600);
