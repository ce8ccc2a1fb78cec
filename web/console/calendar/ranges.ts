const typedRange = /^(\d{1,2})(?:[:：]?(\d{2}))?(?:-|–|—|~|～|至|到)(\d{1,2})(?:[:：]?(\d{2}))?$/;

/**
 * Ranges as people type them (`8-12, 13:30–17:30`, `9:00至18:00`) in the form in which they are kept (`08:00-12:00`).
 * A part that is no range stays as it was typed, so that the refusal names it.
 */
export function rangesOfText(text: string): string[] {
  return text
    .replace(/\s{1,10}(?=[-–—~～至到])/g, '')
    .replace(/(?<=[-–—~～至到])\s{1,10}/g, '')
    .split(/[,，、;；\s]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [whole, startHour = '', startMinute = '00', endHour = '', endMinute = '00'] = typedRange.exec(part) ?? [];
      return whole === undefined ? part : `${startHour.padStart(2, '0')}:${startMinute}-${endHour.padStart(2, '0')}:${endMinute}`;
    });
}

/** Ranges as one line of text. */
export function textOfRanges(ranges: readonly string[]): string {
  return ranges.join(', ');
}
