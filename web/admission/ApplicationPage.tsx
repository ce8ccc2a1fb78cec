import { data, redirect } from 'react-router';
import { pageContext } from '../page-context.ts';
import { useLanguage } from '../root.tsx';
import type { Route } from './+types/ApplicationPage.ts';
import { actOn, ownHeaders, readStatus } from './application.server.ts';
import { ApplicationView, doneWords } from './ApplicationView.tsx';
import { CorrectionProofs } from './parts/Proofs.tsx';
import styles from './join.css?url';

export { ErrorBoundary } from '../public/ErrorPage.tsx';

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

/** An application of whoever is signed in. That of somebody else reads like one that is not there. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const own = context.get(pageContext);
  const to = `/applications/${params.id}`;
  if (own.actor.kind !== 'person') throw redirect(`/sign-in?to=${encodeURIComponent(to)}`, 303);
  const read = /^[0-9a-f-]{36}$/.test(params.id) ? await readStatus(own, params.id) : undefined;
  if (read === undefined) throw data(null, { status: 404 });
  const done = doneWords.find((word) => word === new URL(request.url).searchParams.get('done'));
  return data({ ...read, to, done, now: own.now.toISOString() }, { headers: ownHeaders });
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const own = context.get(pageContext);
  const to = `/applications/${params.id}`;
  if (own.actor.kind !== 'person') throw redirect(`/sign-in?to=${encodeURIComponent(to)}`, 303);
  if (!/^[0-9a-f-]{36}$/.test(params.id)) throw data(null, { status: 404 });
  return actOn(own, params.id, to, await request.formData());
}

export function headers() {
  return ownHeaders;
}

export default function ApplicationPage({ loaderData: { zone, ...shown }, actionData }: Route.ComponentProps) {
  const { codeSentTo, ...answer } = actionData ?? {};
  return <ApplicationView language={useLanguage()} timeZone={zone} {...shown} byLink={false} problem={undefined} {...answer} human={<CorrectionProofs {...shown} problem={actionData?.problem} codeSentTo={codeSentTo} />} />;
}
