import { data, Link, redirect } from 'react-router';
import { consoleProgramsMessages } from '../../../common/locales/console-programs/index.ts';
import { pageContext } from '../../page-context.ts';
import { PageHead } from '../PageHead.tsx';
import { ProgramsText, useProgramsText } from '../programs/text.ts';
import { useText } from '../text.tsx';
import { chooseEvents } from './event-texts.ts';
import { webhookInput } from './form-input.ts';
import { WebhookForm } from './WebhookForm.tsx';
import type { Route } from './+types/EditWebhookPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ops, language } = context.get(pageContext);
  const [events, webhook] = await Promise.all([ops.listWebhookEvents({}), ops.readWebhook({ id: params.id })]);
  if (!events.ok || !webhook.ok) throw data(null, { status: 404 });
  return { texts: consoleProgramsMessages[language], events: chooseEvents(events.value.items, language), webhook: webhook.value };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const outcome = await ops.updateWebhook({ id: params.id, ...webhookInput(form), enabled: form.get('enabled') === 'true', ...(form.get('dropWaiting') === 'true' ? { dropWaiting: true } : {}), revision: Number(form.get('revision')) });
  if (outcome.ok) throw redirect(`/console/webhooks/${params.id}`);
  const problem = explain(outcome.refusal);
  return data({ problem }, { status: problem.status });
}

/** Changes what a webhook hears of, and where. */
export default function EditWebhookPage({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <ProgramsText texts={loaderData.texts}>
      <Edit data={loaderData} problem={actionData?.problem} />
    </ProgramsText>
  );
}

function Edit({ data: { events, webhook }, problem }: { data: Route.ComponentProps['loaderData']; problem: NonNullable<Route.ComponentProps['actionData']>['problem'] | undefined }) {
  const t = useProgramsText();
  const title = useText()('webhooks');
  return (
    <>
      <PageHead title={t('webhook_edit')} above={<Link to="/console/webhooks">{title}</Link>} />
      <WebhookForm events={events} webhook={webhook} problem={problem} back={`/console/webhooks/${webhook.id}`} />
    </>
  );
}
