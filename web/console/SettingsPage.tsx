import type { AuditEntry } from '../../common/contract/audit.ts';
import { pageContext } from '../page-context.ts';
import { readChoices } from './choices.ts';
import { SettingsEditor } from './editors/SettingsEditor.tsx';
import { DraftForm } from './form/DraftForm.tsx';
import formStyles from './form/form.module.css';
import { hideWithout } from './hide-without.ts';
import { readSaveRequest, refused, type SaveResult } from './form/save.ts';
import type { JsonObject } from './json.ts';
import { PageHead } from './PageHead.tsx';
import { useText } from './text.tsx';
import type { Route } from './+types/SettingsPage.ts';

export { ConsoleError as ErrorBoundary } from './ConsoleError.tsx';
export { consoleMeta as meta } from './title.ts';

/** What an empty centre begins with. */
const blank: JsonObject = { languages: ['zh-CN', 'en'], timeZone: 'Asia/Shanghai' };

export async function loader({ context }: Route.LoaderArgs) {
  hideWithout('centre.edit', context.get(pageContext));
  const { ops, language } = context.get(pageContext);
  const [settings, choices, audit] = await Promise.all([ops.readCentreSettings({}), readChoices(ops, 'settings', language), ops.listAudit({ subjectKind: 'settings', limit: 1 })]);
  return {
    value: settings.ok ? (settings.value.settings as JsonObject) : blank,
    revision: settings.ok ? settings.value.revision : 0,
    languages: settings.ok ? settings.value.settings.languages : (['zh-CN', 'en'] as const),
    choices,
    changedBy: audit.ok ? personOf(audit.value.items[0]?.actor) : undefined,
  };
}

/** The command line and the start have names of their own that are not for people. */
function personOf(actor: AuditEntry['actor'] | undefined): string | undefined {
  return actor?.kind === 'system' ? undefined : actor?.name;
}

export async function action({ context, request }: Route.ActionArgs): Promise<SaveResult> {
  const page = context.get(pageContext);
  const { value, revision } = await readSaveRequest(request);
  const outcome = await page.ops.updateCentreSettings({ settings: value as never, revision: revision ?? 0 });
  return outcome.ok ? { ok: true, value: outcome.value.settings as JsonObject, revision: outcome.value.revision } : refused(page, outcome, 'settings');
}

/** The centre as a whole: its name, languages, time zone and standard hours. */
export default function SettingsPage({ loaderData }: Route.ComponentProps) {
  const t = useText();
  return (
    <div className={formStyles.page}>
      <PageHead title={t('section.settings')} />
      <DraftForm initial={loaderData.value} revision={loaderData.revision} changedBy={loaderData.changedBy} languages={loaderData.languages} choices={loaderData.choices}>
        <SettingsEditor />
      </DraftForm>
    </div>
  );
}
