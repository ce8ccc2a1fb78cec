/** The prefix of a Standard Webhooks secret; what follows is base64. */
export const secretPrefix = 'whsec_';

/** How far the clocks of sender and receiver may differ. */
export const toleranceSeconds = 300;

/** What is signed: id, time in seconds and the bytes as they are sent. */
export function signedContent(id: string, seconds: number, body: string): string {
  return `${id}.${seconds}.${body}`;
}

/** The signatures of a header, without those of other kinds: `v1,…` separated by spaces, at most ten. */
export function readSignatures(header: string): string[] {
  return header
    .slice(0, 2000)
    .split(' ', 10)
    .filter((one) => one.startsWith('v1,'))
    .map((one) => one.slice(3));
}

/** True for a time that is near enough to now: an old message cannot be sent again. */
export function isTimely(seconds: number, now: Date): boolean {
  return Math.abs(now.getTime() / 1000 - seconds) <= toleranceSeconds;
}
