/** The address of the page with some of what is asked changed; what is undefined is asked no more. */
export function changed(query: URLSearchParams, changes: Readonly<Record<string, string | undefined>>): string {
  const kept = new URLSearchParams([...query].filter(([name]) => !(name in changes)));
  for (const [name, value] of Object.entries(changes)) if (value !== undefined && value !== '') kept.set(name, value);
  return `?${kept}`;
}
