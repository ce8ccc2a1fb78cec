/** The time, as a part that tests and the developer panel can set. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands until it is moved; starts at `at`. */
export function movableClock(at: Date): Clock & { set(at: Date): void; advance(milliseconds: number): void } {
  let current = at.getTime();
  return {
    now: () => new Date(current),
    set: (next) => {
      current = next.getTime();
    },
    advance: (milliseconds) => {
      current += milliseconds;
    },
  };
}
