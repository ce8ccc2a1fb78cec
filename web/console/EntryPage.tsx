import { Button } from '@mantine/core';
import { IconHistory, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { describeInstant } from '../../common/i18n/times.ts';
import { pageContext } from '../page-context.ts';
import { readChoices } from './choices.ts';
import { useDeletion } from './deletion.tsx';
import { EntryEditor } from './editors/EntryEditor.tsx';
import { policyTextsFor } from './editors/fleet/policy-texts.ts';
import { DraftForm } from './form/DraftForm.tsx';
import formStyles from './form/form.module.css';
import { readSaveRequest, refused, type SaveResult } from './form/save.ts';
import { PageHead } from './PageHead.tsx';
import { operationsOfSection } from './section-operations.ts';
import { sectionOfSlug, sectionPath } from './sections.ts';
import { useText } from './text.tsx';
import { useEntryName } from './topic-names.tsx';
import { localTime } from './when.ts';
import type { Route } from './+types/EntryPage.ts';

export { ConsoleError as ErrorBoundary } from './ConsoleError.tsx';
export { consoleMeta as meta } from './title.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ops, language, now, timeZone } = context.get(pageContext);
  const section = sectionOfSlug(params.section);
  if (section === undefined) throw new Response(null, { status: 404 });
  const { key } = params;
  const [outcome, choices, settings, audit] = await Promise.all([
    operationsOfSection(ops, section).read({ key }),
    readChoices(ops, section, language),
    ops.readCentreSettings({}),
    ops.listAudit({ subjectKind: section, subjectKey: key, limit: 1 }),
  ]);
  if (!outcome.ok) throw new Response(null, { status: 404 });
  const today = localTime(now.getTime(), timeZone).slice(0, 10);
  const year = section === 'calendars' ? await ops.readCalendarYear({ key, year: Number(today.slice(0, 4)) }) : null;
  const last = audit.ok ? audit.value.items[0] : undefined;
  return {
    section,
    policyTexts: policyTextsFor(section, language),
    record: outcome.value,
    choices,
    languages: settings.ok ? settings.value.settings.languages : [language],
    today,
    year: year?.ok === true ? year.value : null,
    last: last === undefined ? null : { name: last.actor.kind === 'system' ? null : (last.actor.name ?? null), at: describeInstant(last.at, now, timeZone, language) },
  };
}

export async function action({ context, request, params }: Route.ActionArgs): Promise<SaveResult> {
  const page = context.get(pageContext);
  const section = sectionOfSlug(params.section);
  if (section === undefined) throw new Response(null, { status: 404 });
  const { value, revision } = await readSaveRequest(request);
  const outcome = await operationsOfSection(page.ops, section).update({ key: params.key, entry: value as never, revision: revision ?? 0 });
  return outcome.ok ? { ok: true, value: outcome.value.entry, revision: outcome.value.revision } : refused(page, outcome, 'entry');
}

/** One entry of the centre, to be read and changed. */
export default function EntryPage({ loaderData }: Route.ComponentProps) {
  const t = useText();
  const nameOf = useEntryName();
  const navigate = useNavigate();
  const { remove } = useDeletion();
  const { section, record, choices, languages, last } = loaderData;
  const { entry } = record;
  const name = nameOf(entry);
  return (
    <div className={formStyles.page}>
      <PageHead
        above={<Link to={sectionPath(section)}>{t(`section.${section}`)}</Link>}
        title={name}
        hint={last === null ? undefined : t('entry_last_change', { name: last.name ?? t('history_system'), at: last.at })}
      >
        <Button component={Link} to={`/console/history?section=${section}&entry=${entry.key}`} variant="default" size="xs" leftSection={<IconHistory size={15} aria-hidden />}>
          {t('entry_history')}
        </Button>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={() => {
            remove({ section, key: entry.key, name }, () => void navigate(sectionPath(section)));
          }}
        >
          {t('entry_delete')}
        </Button>
      </PageHead>
      <DraftForm key={`${section}/${entry.key}`} initial={entry} revision={record.revision} changedBy={last?.name ?? undefined} languages={languages} choices={choices}>
        <EntryEditor section={section} year={loaderData.year} today={loaderData.today} policyTexts={loaderData.policyTexts} />
      </DraftForm>
    </div>
  );
}
