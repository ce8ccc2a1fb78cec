import { Button, TextInput } from '@mantine/core';
import { Form as LookForm, Link, redirect, useActionData, useNavigation } from 'react-router';
import { mergeUndoMinutes } from '../../../common/contract/fleet-operations.ts';
import { pageContext } from '../../page-context.ts';
import { PageHead } from '../PageHead.tsx';
import { Card } from '../form/Card.tsx';
import formStyles from '../form/form.module.css';
import { SearchableChoice } from '../form/SearchableChoice.tsx';
import { refused } from '../deeds.ts';
import { typed } from '../organisations/deeds.ts';
import { useText } from '../text.tsx';
import records from '../records/records.module.css';
import { mayIn } from './may-in.ts';
import { groupsTexts } from './text.ts';
import { fieldProblem, GroupsText, useGroupsText } from './use-text.ts';
import type { Route } from './+types/WholePage.ts';

export { ConsoleError as ErrorBoundary } from '../ConsoleError.tsx';
export { consoleMeta as meta } from '../title.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ops, actor, language } = context.get(pageContext);
  const { fleet: key } = params;
  const [standing, others] = await Promise.all([ops.readFleetStanding({ fleet: key }), ops.listFleetNames({})]);
  if (!standing.ok || !mayIn(actor, 'groups.end', key)) throw new Response(null, { status: 404 });
  const into = new URL(request.url).searchParams.get('into');
  const preview = into === null ? null : await ops.previewFleetMerge({ fleet: key, into });
  const { name, platform } = standing.value;
  const options = (others.ok ? others.value.items : []).filter((other) => other.key !== key && other.platform === platform && mayIn(actor, 'groups.end', other.key)).map((other) => ({ value: other.key, label: other.name === name ? `${other.name} (${other.key})` : other.name }));
  return { key, name, options, into, preview: preview?.ok === true ? preview.value : null, texts: groupsTexts(language) };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { ops, explain } = context.get(pageContext);
  const form = await request.formData();
  const outcome = typed(form, 'intent') === 'merge' ? await ops.mergeFleets({ fleet: params.fleet, into: typed(form, 'into') }) : await ops.renameFleet({ fleet: params.fleet, key: typed(form, 'key') });
  if (outcome.ok) throw redirect(`/console/groups/${outcome.value.key}`);
  return refused(explain, outcome);
}

export default function WholePage({ loaderData }: Route.ComponentProps) {
  return <GroupsText texts={loaderData.texts}><Whole data={loaderData} /></GroupsText>;
}

/** What is done with a fleet as a whole: another key, or into another one. */
function Whole({ data: { key, name, options, into, preview } }: { data: Route.ComponentProps['loaderData'] }) {
  const t = useText();
  const words = useGroupsText();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state === 'submitting';
  const problem = answer?.problem;
  return (
    <div className={formStyles.page}>
      <PageHead above={<><Link to="/console/groups">{t('fleets_standing')}</Link> / <Link to={`/console/groups/${key}`}>{name}</Link></>} title={words('whole')} />
      {problem !== undefined && problem.fields === undefined && <p className={records.note} data-tone="soon" role="alert">{problem.title}</p>}
      <Card title={words('rename')} hint={words('rename_hint', { key })}>
        <LookForm method="post" className={records.form}>
          <input type="hidden" name="intent" value="rename" />
          <TextInput name="key" label={words('rename_key')} defaultValue={key} maxLength={48} required withAsterisk={false} formNoValidate autoComplete="off" error={fieldProblem(problem, 'key')} />
          <div><Button type="submit" variant="default" loading={busy}>{words('rename')}</Button></div>
        </LookForm>
      </Card>
      <Card title={words('merge')}>
        {options.length === 0 ? <p className={records.hint}>{words('merge_none')}</p> : (
          <LookForm className={records.form}>
            <SearchableChoice key={into ?? ''} name="into" label={words('merge_into')} start={into ?? options[0]?.value} data={options} error={fieldProblem(problem, 'into')} />
            <div><Button type="submit" variant="default">{words('merge_look')}</Button></div>
          </LookForm>
        )}
        {preview !== null && into !== null && (
          <output className={records.form}>
            <p>{preview.obstacle === undefined ? words('merge_text', preview) : words(`merge_${preview.obstacle}`)}</p>
            {preview.beyondMaximum > 0 && <p>{words('merge_beyond', { count: preview.beyondMaximum })}</p>}
            {preview.obstacle === undefined && <p className={records.hint}>{words('merge_undo_hint', { minutes: mergeUndoMinutes })}</p>}
            {preview.obstacle === undefined && (
              <LookForm method="post">
                <input type="hidden" name="intent" value="merge" />
                <input type="hidden" name="into" value={into} />
                <Button type="submit" loading={busy}>{words('merge_do')}</Button>
              </LookForm>
            )}
          </output>
        )}
      </Card>
    </div>
  );
}
