const named = (secure: boolean) => (secure ? '__Host-lichun_typed' : 'lichun_typed');
const kinds = ['email', 'phone'] as const;

/** An address that somebody typed before they were asked to show anew who they are: it waits in their browser, out of the address and of every log. */
export type TypedAddress = { kind: (typeof kinds)[number]; address: string };

/** Reads it; undefined when there is none, or something that we did not write. */
export function readTypedAddress(header: string | null, secure: boolean): TypedAddress | undefined {
  const part = header?.split(';').map((text) => text.trim()).find((text) => text.startsWith(`${named(secure)}=`));
  const match = /^(email|phone)\.([A-Za-z0-9_-]{1,1400})$/.exec(part?.slice(part.indexOf('=') + 1) ?? '');
  const kind = kinds.find((one) => one === match?.[1]);
  const address = Buffer.from(match?.[2] ?? '', 'base64url').toString('utf8');
  return kind === undefined || address === '' || address.length > 254 ? undefined : { kind, address };
}

/** A Set-Cookie value that keeps it for ten minutes, or forgets it. */
export function writeTypedAddress(typed: TypedAddress | null, secure: boolean): string {
  const value = typed === null ? '' : `${typed.kind}.${Buffer.from(typed.address.slice(0, 254)).toString('base64url')}`;
  return `${named(secure)}=${value}; Path=/; Max-Age=${typed === null ? 0 : 600}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
