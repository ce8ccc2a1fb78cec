import { pageContext } from '../page-context.ts';
import type { Route } from './+types/human-challenge.ts';

/** The challenge that the script of a form solves; another one each time. */
export async function loader({ context, params }: Route.LoaderArgs): Promise<Response> {
  const { ops, explain } = context.get(pageContext);
  const asked = await ops.readHumanChallenge({ fleet: params.fleet });
  const headers = { 'cache-control': 'no-store' };
  if (asked.ok) return Response.json(asked.value, { headers });
  const problem = explain(asked.refusal);
  return Response.json(problem, { status: problem.status, headers });
}
