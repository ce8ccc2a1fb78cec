/** The catalogue's own sentences are English; nothing is said twice. */
export const eventsEnglish: Readonly<Record<string, string>> = {};
