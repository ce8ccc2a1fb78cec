import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { GroupEntry } from '../../../common/contract/fleet.ts';
import { inLanguage, type Language, type LocalizedText } from '../../../common/contract/text.ts';
import { useLocale } from '../text.tsx';
import { fieldProblem, useGroupsText } from './use-text.ts';

type Wrong = Parameters<typeof fieldProblem>[0];

/** True for a text that says something else in each language: it is edited where both stand side by side. */
const isSplit = (text: LocalizedText | undefined) => typeof text === 'object' && text['zh-CN'] !== undefined && text.en !== undefined;

/** How people get into a group that lives elsewhere. */
export function WayIn({ entry = { key: '' }, problem }: { entry?: GroupEntry | undefined; problem: Wrong }) {
  const words = useGroupsText();
  return (
    <>
      <TextInput name="number" label={words('number')} defaultValue={entry.number ?? ''} maxLength={20} inputMode="numeric" autoComplete="off" error={fieldProblem(problem, 'number')} />
      <TextInput name="link" label={words('link')} defaultValue={entry.link ?? ''} maxLength={2000} placeholder="https://" autoComplete="off" error={fieldProblem(problem, 'link')} />
      <TextInput name="handle" label={words('handle')} defaultValue={entry.handle ?? ''} maxLength={64} autoComplete="off" error={fieldProblem(problem, 'handle')} />
    </>
  );
}

/** What is said of a group. Texts in two languages are left alone here. */
export function DescribeFields({ entry = { key: '' }, problem }: { entry?: GroupEntry | undefined; problem: Wrong }) {
  const words = useGroupsText();
  const { language } = useLocale();
  const one = (text: LocalizedText | undefined, to: Language = language) => inLanguage(text, to) ?? '';
  const { conditions = [], documents = [] } = entry;
  return (
    <>
      {!isSplit(entry.name) && <TextInput name="name" label={words('name')} description={words('name_hint')} defaultValue={one(entry.name)} maxLength={80} error={fieldProblem(problem, 'name')} />}
      <WayIn entry={entry} problem={problem} />
      {!isSplit(entry.owner) && <TextInput name="owner" label={words('owner')} defaultValue={one(entry.owner)} maxLength={60} error={fieldProblem(problem, 'owner')} />}
      {!isSplit(entry.note) && <Textarea name="note" label={words('note')} defaultValue={one(entry.note)} autosize minRows={1} maxRows={6} maxLength={600} error={fieldProblem(problem, 'note')} />}
      {!conditions.some(isSplit) && <Textarea name="conditions" label={words('conditions')} description={words('conditions_hint')} defaultValue={conditions.map((text) => one(text)).join('\n')} autosize minRows={1} maxRows={8} error={fieldProblem(problem, 'conditions')} />}
      {!documents.some(({ title }) => isSplit(title)) && <Textarea name="documents" label={words('documents')} description={words('documents_hint')} defaultValue={documents.map(({ title, url }) => `${one(title)} ${url}`).join('\n')} autosize minRows={1} maxRows={8} error={fieldProblem(problem, 'documents')} />}
      <NativeSelect name="public" label={words('public')} defaultValue={entry.public === undefined ? '' : entry.public ? 'yes' : 'no'} data={[{ value: '', label: words('public_fleet') }, { value: 'yes', label: words('public_yes') }, { value: 'no', label: words('public_no') }]} />
      <NativeSelect name="size" label={words('size')} defaultValue={entry.size ?? ''} data={[{ value: '', label: words('size_fleet') }, { value: 'standard', label: words('size_standard') }, { value: 'super', label: words('size_super') }, { value: 'cross_company', label: words('size_cross_company') }]} error={fieldProblem(problem, 'size')} />
      <TextInput name="organisation" label={words('organisation')} description={words('organisation_hint')} defaultValue={entry.organisation ?? ''} maxLength={120} error={fieldProblem(problem, 'organisation')} />
    </>
  );
}
