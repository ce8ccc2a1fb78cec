import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { describeFailedPage } from '../../../common/i18n/failures.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { errorPageMessages } from '../../../common/locales/error-page/index.ts';
import type { Language } from '../../../common/contract/text.ts';
import type { Problem } from '../../../common/contract/problem.ts';
import { toProblem } from '../outcome/problem.ts';
import type { Refusal } from '../outcome/refusal.ts';
import { problem } from './api.ts';
import type { HttpEnvironment } from './context.ts';
import { rawPath } from './path.ts';

/** The colours and letters of the public pages; their own style sheet cannot be relied on where nothing else can. */
const style = `
:root { color-scheme: light dark; --paper: #fbfaf6; --ink: #1f2423; --muted: #5f6764; --edge: #85908a; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181a; --ink: #e8e6e0; --muted: #9ba39f; --edge: #7c8681; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.7 "PingFang SC", "HarmonyOS Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 40rem; margin: 0 auto; padding: 48px 16px; }
h1 { margin: 0 0 8px; font-size: 1.44rem; line-height: 1.35; font-weight: 600; }
p { margin: 0 0 16px; }
small { color: var(--muted); font-size: .833rem; }
a { display: inline-block; padding: 8px 16px; border: 1px solid var(--edge); border-radius: 6px; color: inherit; text-decoration: none; }
`;

/** This one style and nothing else. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A refusal before any page is drawn: readers get a small page in their language, programs the problem. */
export function refuseRequest(context: Context<HttpEnvironment>, refusal: Refusal): Response {
  const answer = problem(context, refusal);
  if (!wantsPage(context)) return answer;
  const language = context.get('language');
  const headers = new Headers(answer.headers);
  headers.set('content-type', 'text/html; charset=utf-8');
  headers.set('content-security-policy', policy);
  return new Response(problemPage(toProblem(refusal, language, context.get('requestId')), language), { status: answer.status, headers });
}

/** The API answers programs, whatever they say that they accept. */
function wantsPage(context: Context<HttpEnvironment>): boolean {
  if (/^\/+(?:api|health|hooks)(?:\/|$)/i.test(rawPath(context.env.incoming.url ?? '/'))) return false;
  const type = accepts(context, { header: 'Accept', supports: ['text/html', 'application/json', 'application/problem+json'], default: 'application/problem+json' });
  return type === 'text/html';
}

/** A whole document that needs nothing else; an address that is not this centre's has no way back here. */
function problemPage({ status, title: sentence, requestId }: Problem, language: Language): string {
  const t = translator(errorPageMessages, language);
  const { kind, title, body } = describeFailedPage({ status, sentence }, language);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(body)}</p>
${status >= 500 && requestId !== undefined ? `<p><small>${escaped(t('request_id'))}<code>${escaped(requestId)}</code></small></p>` : ''}
${kind === 'host' ? '' : `<p><a href="/">${escaped(t('home'))}</a></p>`}
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
