import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { largestCodePicture } from '../../../../common/contract/group-codes.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import records from '../../records/records.module.css';
import { useText } from '../../text.tsx';
import type { ShownGroup } from './shown.ts';
import { fieldProblem, useCodeDeeds, useCodesText } from './use-text.ts';

/** Enters a code: a screenshot or what it says, and when it ends, in whatever words the platform prints. */
export function EnterCodeDialog({ group, audience, close }: { group: Pick<ShownGroup, 'group' | 'name'>; audience: 'everyone' | 'admitted'; close(): void }) {
  const t = useText();
  const words = useCodesText();
  const { Form, busy, problem } = useCodeDeeds({ done: close });
  const [how, setHow] = useState<'picture' | 'content'>('picture');
  const id = useId();
  // Without anything given, the server names the field that is left out.
  const wrongPicture = fieldProblem(problem, 'picture') ?? (how === 'picture' ? fieldProblem(problem, 'content') : undefined);
  return (
    <Dialog title={words('enter_title', { name: group.name })} closeLabel={t('close')} close={close}>
      <Form method="post" encType="multipart/form-data" className={records.form}>
        <input type="hidden" name="intent" value="enter" />
        <input type="hidden" name="group" value={group.group} />
        <input type="hidden" name="how" value={how} />
        {problem !== undefined && (problem.fields ?? []).length === 0 && <p className={records.wrong} role="alert">{problem.title}</p>}
        <SegmentedControl aria-label={words('enter_how')} fullWidth value={how} onChange={(value) => setHow(value === 'content' ? 'content' : 'picture')} data={[{ value: 'picture', label: words('enter_picture') }, { value: 'content', label: words('enter_content') }]} />
        {how === 'picture' ? (
          <div>
            <label htmlFor={id}>{words('picture')}</label>
            <p id={`${id}-hint`} className={records.hint}>{words('picture_hint', { maximum: largestCodePicture })}</p>
            <input id={id} className={records.file} type="file" name="picture" accept="image/png,image/jpeg" required aria-describedby={`${id}-hint`} aria-invalid={wrongPicture !== undefined} />
            {wrongPicture !== undefined && <p className={records.wrong} role="alert">{wrongPicture}</p>}
          </div>
        ) : (
          <TextInput name="content" label={words('content')} description={words('content_hint')} required withAsterisk={false} maxLength={1000} error={fieldProblem(problem, 'content')} data-autofocus />
        )}
        <TextInput name="expires" label={words('expires')} description={words('expires_hint')} placeholder={words('expires_example')} maxLength={300} error={fieldProblem(problem, 'expires')} autoComplete="off" />
        <NativeSelect name="audience" label={words('audience')} description={words('audience_hint')} defaultValue={audience} data={[{ value: 'admitted', label: words('audience.admitted') }, { value: 'everyone', label: words('audience.everyone') }]} />
        <div className={records.buttons}><Button type="submit" loading={busy}>{words('save')}</Button></div>
      </Form>
    </Dialog>
  );
}
