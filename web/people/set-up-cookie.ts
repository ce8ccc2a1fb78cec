const name = 'lichun_set_up';
const seconds = 900;

function cookieName(secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** The Set-Cookie value that carries a set-up token from its link to its form, out of the address; null removes it. */
export function writeSetUpCookie(token: string | null, secure: boolean): string {
  return `${cookieName(secure)}=${token ?? ''}; Path=/; Max-Age=${token === null ? 0 : seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** The token that the form's cookie carries, if it looks like one. */
export function readSetUpCookie(header: string | null, secure: boolean): string | undefined {
  const part = header?.split(';').map((text) => text.trim()).find((text) => text.startsWith(`${cookieName(secure)}=`));
  const token = part?.slice(part.indexOf('=') + 1);
  return token !== undefined && isSetUpToken(token) ? token : undefined;
}

/** What a token looks like; anything else never gets into a cookie. */
export function isSetUpToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{20,100}$/.test(text);
}
