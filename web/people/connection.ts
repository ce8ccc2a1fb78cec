/** True when others on the way can read what is typed: plain http, unless it never leaves this machine. */
export function isOpenToOthers(origin: string, secure: boolean): boolean {
  if (secure || !URL.canParse(origin)) return false;
  return !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(new URL(origin).hostname);
}
