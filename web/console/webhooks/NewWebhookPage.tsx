import { data, Link } from 'react-router';
import { useNavigate } from 'react-router';
import { consoleProgramsMessages } from '../../../common/locales/console-programs/index.ts';
import { pageContext } from '../../page-context.ts';
import { PageHead } from '../PageHead.tsx';
import { SecretDialog } from '../programs/Secret.tsx';
import { ProgramsText, useProgramsText } from '../programs/text.ts';
import { useText } from '../text.tsx';
import { chooseEvents } from './event-texts.ts';
import { webhookInput } from './form-input.ts';
import { WebhookForm } from './WebhookForm.tsx';
import type { Route } from './+types/NewWebhookPage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { ops, language } = context.get(pageContext);
  const outcome = await ops.listWebhookEvents({});
  if (!outcome.ok) throw data(null, { status: 404 });
  return { texts: consoleProgramsMessages[language], events: chooseEvents(outcome.value.items, language) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { opsOnce, explain } = context.get(pageContext);
  const form = await request.formData();
  const outcome = await opsOnce(String(form.get('once') ?? '')).createWebhook(webhookInput(form));
  if (outcome.ok) return { made: { id: outcome.value.webhook.id, secret: outcome.value.secret } };
  const problem = explain(outcome.refusal);
  return data({ problem }, { status: problem.status });
}

/** A new webhook; its secret is shown once it is made. */
export default function NewWebhookPage({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <ProgramsText texts={loaderData.texts}>
      <NewWebhook events={loaderData.events} answer={actionData} />
    </ProgramsText>
  );
}

function NewWebhook({ events, answer }: { events: Route.ComponentProps['loaderData']['events']; answer: Route.ComponentProps['actionData'] }) {
  const t = useProgramsText();
  const title = useText()('webhooks');
  const navigate = useNavigate();
  const made = answer !== undefined && 'made' in answer ? answer.made : undefined;
  return (
    <>
      <PageHead title={t('webhooks_new')} above={<Link to="/console/webhooks">{title}</Link>} />
      <WebhookForm events={events} problem={answer !== undefined && 'problem' in answer ? answer.problem : undefined} back="/console/webhooks" />
      {made !== undefined && <SecretDialog title={t('webhook_secret')} hint={t('webhook_secret_hint')} secret={made.secret} close={() => void navigate(`/console/webhooks/${made.id}`)} />}
    </>
  );
}
