import { useCallback } from 'react';
import { Link, useNavigate } from 'react-router';
import { pageContext } from '../page-context.ts';
import { hideWithout } from './hide-without.ts';
import { useToast } from '../ui/Toasts.tsx';
import { readChoices } from './choices.ts';
import { blankEntries, EntryEditor } from './editors/EntryEditor.tsx';
import { policyTextsFor } from './editors/fleet/policy-texts.ts';
import { DraftForm } from './form/DraftForm.tsx';
import formStyles from './form/form.module.css';
import { readSaveRequest, refused, type SaveResult } from './form/save.ts';
import type { JsonObject } from './json.ts';
import { PageHead } from './PageHead.tsx';
import { operationsOfSection } from './section-operations.ts';
import { sectionOfSlug, sectionPath } from './sections.ts';
import { useText } from './text.tsx';
import { useEntryName } from './topic-names.tsx';
import { localTime } from './when.ts';
import type { Route } from './+types/NewEntryPage.ts';

export { ConsoleError as ErrorBoundary } from './ConsoleError.tsx';
export { consoleMeta as meta } from './title.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  hideWithout('centre.edit', context.get(pageContext));
  const { ops, language, now, timeZone } = context.get(pageContext);
  const section = sectionOfSlug(params.section);
  if (section === undefined) throw new Response(null, { status: 404 });
  const [choices, settings] = await Promise.all([readChoices(ops, section, language), ops.readCentreSettings({})]);
  const today = localTime(now.getTime(), timeZone).slice(0, 10);
  const blank = { ...blankEntries.calendars, key: 'draft', name: 'draft' } as never;
  const preview = section === 'calendars' ? await ops.previewCalendarYear({ calendar: blank, year: Number(today.slice(0, 4)) }) : null;
  return { section, policyTexts: policyTextsFor(section, language), choices, languages: settings.ok ? settings.value.settings.languages : [language], today, year: preview?.ok === true ? preview.value.year : null };
}

export async function action({ context, request, params }: Route.ActionArgs): Promise<SaveResult> {
  const page = context.get(pageContext);
  const section = sectionOfSlug(params.section);
  if (section === undefined) throw new Response(null, { status: 404 });
  const { value, idempotencyKey } = await readSaveRequest(request);
  const ops = idempotencyKey === undefined ? page.ops : page.opsOnce(idempotencyKey);
  const outcome = await operationsOfSection(ops, section).create({ entry: value as never });
  return outcome.ok ? { ok: true, value: outcome.value.entry, revision: outcome.value.revision } : refused(page, outcome, 'entry');
}

/** A new entry; it stands at the end of its section once it is added. */
export default function NewEntryPage({ loaderData }: Route.ComponentProps) {
  const t = useText();
  const toast = useToast();
  const navigate = useNavigate();
  const nameOf = useEntryName();
  const { section, choices, languages, year, today } = loaderData;
  const onCreated = useCallback(
    (entry: JsonObject) => {
      toast({ text: t('entry_created', { name: nameOf(entry) }) });
      void navigate(sectionPath(section));
    },
    [nameOf, navigate, section, t, toast],
  );
  return (
    <div className={formStyles.page}>
      <PageHead above={<Link to={sectionPath(section)}>{t(`section.${section}`)}</Link>} title={t('entry_new', { one: t(`one.${section}`) })} />
      <DraftForm key={section} initial={blankEntries[section]} revision={null} languages={languages} choices={choices} onCreated={onCreated}>
        <EntryEditor section={section} year={year} today={today} policyTexts={loaderData.policyTexts} />
      </DraftForm>
    </div>
  );
}
