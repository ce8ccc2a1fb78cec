/** What crawlers need not ask for. While the centre is an example its pages say `noindex` themselves, which must be readable. */
export function loader(): Response {
  const closed = ['/api/', '/console', '/propose', '/qr/', '/set-up', '/sign-in', '/sign-out'];
  return new Response(['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), ''].join('\n'), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
}
