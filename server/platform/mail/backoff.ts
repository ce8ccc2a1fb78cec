const minute = 60_000;
const pauses = [1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60].map((minutes) => minutes * minute);
/** Codes and links last minutes: coming hours later they would only confuse. */
const secretPauses = pauses.slice(0, 3);

/** How long to wait after so many failed attempts, in milliseconds; undefined when it is time to give up. */
export function pauseAfter(attempts: number, secret: boolean): number | undefined {
  return (secret ? secretPauses : pauses)[attempts - 1];
}
