/** One cookie's value from a Cookie header; no parsing of the others. */
export function readCookie(header: string | undefined | null, name: string): string | undefined {
  if (!header || header.length > 8000) return undefined;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** On https the `__Host-` prefix binds a cookie to this host; on plain http browsers refuse the prefix, so the plain name is used. */
export function cookieName(base: string, secure: boolean): string {
  return secure ? `__Host-${base}` : base;
}

export type CookieOptions = { secure: boolean; maximumAge: number; httpOnly?: boolean };

/** A Set-Cookie value for this host and all its paths; `maximumAge` in seconds, 0 removes it. */
export function writeCookie(name: string, value: string, { secure, maximumAge, httpOnly = true }: CookieOptions): string {
  return `${cookieName(name, secure)}=${value}; Path=/; Max-Age=${maximumAge}; SameSite=Lax${httpOnly ? '; HttpOnly' : ''}${secure ? '; Secure' : ''}`;
}

/** Remembers a language for a year. The cookie names a language, nothing else, so scripts of a page may read it. */
export function languageCookie(language: string, secure: boolean): string {
  return `lang=${language}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? '; Secure' : ''}`;
}
