/** Built files carry hashes with capitals. */
const asset = /^\/(?:assets\/[A-Za-z0-9._-]+|[a-z0-9-]+\.(?:ico|svg|png|txt|webmanifest))$/;
/** A link that carries a secret as its last part, such as an invitation; nothing else has capitals. */
const carried = /^(\/[a-z]\/)[A-Za-z0-9_-]{43}$/;
const canonical = /^\/(?:[a-z0-9_-][a-z0-9._-]*(?:\/[a-z0-9_-][a-z0-9._-]*)*)?$/;

/**
 * One spelling per resource: double slashes, dot segments, percent signs, capitals and parameters after `;` name nothing here,
 * so that no other spelling slips past a limit or a policy (D5).
 */
export function isCanonicalPath(path: string): boolean {
  return path.length <= 500 && (canonical.test(path) || asset.test(path) || carried.test(path));
}

/** A path as logs may keep it: without the secret that it carries, whole or cut; the files in deploy/ do the same for proxies. */
export function pathToLog(path: string): string {
  return path.replace(/^(\/i\/).+$/i, '$1…').replace(/\/[A-Za-z0-9_-]{43,}(?=\/|$)/g, '/…');
}

/** The path of a request target as it came over the wire, before any parser tidied it. */
export function rawPath(target: string): string {
  const end = target.search(/[?#]/);
  return end < 0 ? target : target.slice(0, end);
}
