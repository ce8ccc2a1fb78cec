const allowed = /^(?:https?:\/\/[^/\s\\]|mailto:[^/\s\\]|tel:[^/\s\\])/i;

/**
 * True for an address that may stand behind a link: http, https, mailto, tel, and nothing that a browser would read as another one.
 * Relative and protocol-relative addresses are none: what operators write is shown on pages of different depths (B13).
 */
export function isSafeAddress(address: string): boolean {
  // Browsers drop tabs and line feeds inside an address and blanks before it; what needs such mercy is not let through at all.
  if (address.length > 2000 || /[\p{Cc}\p{Z}\uFEFF]/u.test(address)) return false;
  if (!allowed.test(address) || !URL.canParse(address)) return false;
  return /^(?:https?|mailto|tel):$/.test(new URL(address).protocol);
}
