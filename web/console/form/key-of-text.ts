/** Lower-case letters, digits and single hyphens of a text; empty where it has none, as in Chinese. */
export function keyOfText(text: string): string {
  return text.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').slice(0, 48).replace(/^-|-$/g, '');
}
