/**
 * True when a request that changes something may come from where it comes from (D10).
 * Browsers send Origin (or at least Sec-Fetch-Site) with every such request; a program sends neither, and then must not bring a cookie,
 * because only browsers attach cookies that somebody else's page could ride on.
 */
export function allowedOrigin(request: { origin: string | undefined; fetchSite: string | undefined; cookie: string | undefined; ownOrigin: string }): boolean {
  if (request.origin !== undefined) return request.origin === request.ownOrigin;
  if (request.fetchSite !== undefined) return request.fetchSite === 'same-origin';
  return request.cookie === undefined;
}
