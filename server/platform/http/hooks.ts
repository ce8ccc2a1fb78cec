import { Hono } from 'hono';
import type { RateLimiter } from '../operations/rate-limit.ts';
import type { Outcome } from '../outcome/refusal.ts';
import { problem } from './api.ts';
import { readBody } from './body.ts';
import type { HttpEnvironment } from './context.ts';

export type HooksParts = {
  receive(request: { name: string; headers: Headers; body: Uint8Array }): Promise<Outcome<{ effect: boolean }>>;
  maximumKilobytes: number;
  rateLimiter: RateLimiter;
  now(): Date;
};

/** Messages to `/hooks/<name>` from one network; other systems repeat what was refused. */
const limit = { count: 600, seconds: 60 };

/** Takes what other systems post below /hooks, with its body untouched. */
export function createHooks({ receive, maximumKilobytes, rateLimiter, now }: HooksParts): Hono<HttpEnvironment> {
  const hooks = new Hono<HttpEnvironment>();
  hooks.post('/:name', async (context) => {
    const { waitSeconds: seconds } = rateLimiter.use('hooks', `network:${context.get('address').network}`, limit, now().getTime());
    if (seconds > 0) return problem(context, { code: 'too_many_requests', parameters: { seconds } });
    const body = await readBody(context.req.raw, maximumKilobytes);
    if (!body.ok) return problem(context, body.refusal);
    const outcome = await receive({ name: context.req.param('name'), headers: context.req.raw.headers, body: body.value });
    return outcome.ok ? context.json({ taken: true }, 200, { 'cache-control': 'no-store' }) : problem(context, outcome.refusal);
  });
  hooks.all('/:name', (context) => problem(context, { code: 'method_not_allowed' }, { allow: 'POST' }));
  hooks.all('*', (context) => problem(context, { code: 'not_found' }));
  return hooks;
}
