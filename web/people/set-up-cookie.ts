import { isToken, tokenCookie } from './token-cookie.ts';

const cookie = tokenCookie('lichun_set_up', 900);

/** The Set-Cookie value that carries a set-up token from its link to its form, out of the address; null removes it. */
export const writeSetUpCookie = cookie.write;
/** The token that the form's cookie carries, if it looks like one. */
export const readSetUpCookie = cookie.read;
/** What a token looks like; anything else never gets into a cookie. */
export const isSetUpToken = isToken;
