/** A cookie that carries a secret from one page to the next, out of the address and out of reach of scripts. */
export type TokenCookie = { read(header: string | null, secure: boolean): string | undefined; write(token: string | null, secure: boolean): string };

/** Declares such a cookie; it ends by itself after `seconds`. On https its name binds it to this host. */
export function tokenCookie(name: string, seconds: number): TokenCookie {
  const named = (secure: boolean) => (secure ? `__Host-${name}` : name);
  return {
    read(header, secure) {
      const part = header?.split(';').map((text) => text.trim()).find((text) => text.startsWith(`${named(secure)}=`));
      const token = part?.slice(part.indexOf('=') + 1);
      return token !== undefined && isToken(token) ? token : undefined;
    },
    write: (token, secure) => `${named(secure)}=${token ?? ''}; Path=/; Max-Age=${token === null ? 0 : seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
  };
}

/** What a token looks like; anything else never gets into a cookie. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{20,100}$/.test(text);
}

/** The browser that asked for a code: the code counts here only. */
export const codeCookie = tokenCookie('lichun_code', 900);
/** The browser that asked for the proof of an address, apart: confirming who one is may come in between. */
export const proofCookie = tokenCookie('lichun_proof', 900);
/** A link from a mail, until its button is pressed. */
export const linkCookie = tokenCookie('lichun_link', 900);
/** The first of two steps was done in this browser. */
export const stepCookie = tokenCookie('lichun_step', 600);
/** This browser went to a sign-in service of others. */
export const visitCookie = tokenCookie('lichun_visit', 600);
/** This browser was asked for a passkey. */
export const passkeyCookie = tokenCookie('lichun_passkey', 300);
