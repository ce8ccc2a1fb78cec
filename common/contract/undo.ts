/** Seconds for which what somebody did can be taken back by them: as long as pages offer it, and as much longer as a press at the last moment travels. */
export const takeBackSeconds = 15;

/** Whether something that was done then can still be taken back. */
export function isFresh(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() <= takeBackSeconds * 1000;
}
