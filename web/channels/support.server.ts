import type { RouterContextProvider } from 'react-router';
import type { AdviceQuestion, SupportPage } from '../../common/contract/support.ts';
import { pageContext } from '../page-context.ts';

/** A part of the question that the address got wrong; it was answered without it. */
export type UnknownPart = 'plan' | 'about' | 'urgency';

/** The page with its answer, or null while the centre is empty. */
export type Support = { page: SupportPage | null; unknown: UnknownPart[] };

type Asked = Partial<Record<UnknownPart | 'as', string>>;
type Context = Readonly<RouterContextProvider>;
const parts = ['plan', 'about', 'urgency'] as const;
const read = new WeakMap<Context, Promise<Support>>();

/** The support page with the answer to the address's question; read once per request, however many loaders ask. */
export function readSupport(context: Context, request: Request): Promise<Support> {
  const known = read.get(context) ?? readPage(context, questionIn(new URL(request.url)));
  read.set(context, known);
  return known;
}

/** What the address asks. An empty field of the form asks nothing. */
function questionIn(url: URL): Asked {
  const asked = Object.fromEntries(parts.map((part) => [part, url.searchParams.get(part)?.slice(0, 100)]).filter(([, value]) => value));
  return url.searchParams.get('as') === 'anyone' ? { ...asked, as: 'anyone' } : asked;
}

async function readPage(context: Context, question: Asked): Promise<Support> {
  const { ops, explain } = context.get(pageContext);
  const answered = await ops.readSupportPage(question as AdviceQuestion);
  if (answered.ok) return { page: answered.value, unknown: [] };
  const { code, fields = [] } = answered.refusal;
  if (code === 'not_found') return { page: null, unknown: [] };
  const unknown = parts.filter((part) => question[part] !== undefined && fields.some(({ path }) => path === part));
  const problem = explain(answered.refusal);
  if (code !== 'invalid_input' || unknown.length === 0) throw Response.json(problem, { status: problem.status });
  const rest: Asked = Object.fromEntries(([...parts, 'as'] as const).filter((part) => part === 'as' || !unknown.includes(part)).map((part) => [part, question[part]]).filter(([, value]) => value));
  // What is misspelt is found first, what does not exist here only afterwards.
  const again = await readPage(context, rest);
  return { ...again, unknown: parts.filter((part) => unknown.includes(part) || again.unknown.includes(part)) };
}

/** The same for everyone who asks the same in this minute; a page that says what somebody may use is theirs alone. */
export function headersFor(page: SupportPage | null): Record<string, string> {
  return page?.advice.mine === undefined ? { 'lichun-cache': 'minute' } : { 'lichun-page': 'public', 'cache-control': 'private, no-store' };
}
