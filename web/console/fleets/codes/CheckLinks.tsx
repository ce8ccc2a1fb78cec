import { Button, CopyButton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFetcher } from 'react-router';
import type { CheckLink } from '../../../../common/contract/group-codes.ts';
import { closeUp } from '../../../../common/i18n/words.ts';
import type { When } from '../../../groups/when.server.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Mark } from '../../PageHead.tsx';
import records from '../../records/records.module.css';
import { useAbout, useText } from '../../text.tsx';
import type { CodesDeed } from './actions.ts';
import { fieldProblem, useCodeDeeds, useCodesText } from './use-text.ts';

type Shown = CheckLink & { created: When; used: When | null };

/** Links by which whoever approves on the platform checks one-time codes without an account. Stands by itself on a page of one fleet. */
export function CheckLinks({ links }: { links: readonly Shown[] }) {
  const about = useAbout();
  const words = useCodesText();
  const { send, busy } = useCodeDeeds();
  const [making, setMaking] = useState(false);
  return (
    <section className={records.section} aria-labelledby="check-links">
      <div className={records.sectionHead}>
        <h2 id="check-links">{words('links')}</h2>
        <span className={records.buttons}>
          <Button component="a" href="/check" size="xs" variant="default">{words('link_open')}</Button>
          <Button size="xs" variant="default" onClick={() => setMaking(true)}>{words('link_new')}</Button>
        </span>
      </div>
      <p className={records.hint}>{words('links_hint')}</p>
      <ul className={`${records.list} ${records.gap}`}>
        {links.length === 0 && <li className={records.none}>{words('links_none')}</li>}
        {links.map((link) => (
          <li key={link.id} className={records.row}>
            <span className={records.typed}>
              {link.label === '' ? words('link_nameless') : link.label}
              <small title={link.created.exact}>{closeUp(link.createdBy === undefined ? words('link_at', { at: link.created.words }) : words('link_by', { name: link.createdBy, at: link.created.words }), [link.created.words])}</small>
            </span>
            <span className={records.detail} title={link.used?.exact}>{link.used === null ? words('link_unused') : closeUp(words('link_used', { at: link.used.words }), [link.used.words])}</span>
            {link.revokedAt === undefined ? (
              <span className={records.buttons}><Button size="xs" variant="default" color="red" disabled={busy} aria-label={about(words('link_revoke'), link.label)} onClick={() => send({ intent: 'revoke-link', link: link.id })}>{words('link_revoke')}</Button></span>
            ) : <Mark>{words('link_revoked')}</Mark>}
          </li>
        ))}
      </ul>
      {making && <NewLinkDialog close={() => setMaking(false)} />}
    </section>
  );
}

/** Makes a link and shows it, this once. */
function NewLinkDialog({ close }: { close(): void }) {
  const t = useText();
  const words = useCodesText();
  const { Form, data, state } = useFetcher<CodesDeed>();
  const problem = data?.ok === false ? data.problem : undefined;
  return (
    <Dialog title={words('link_new')} closeLabel={t('close')} close={close}>
      {data?.made === undefined ? (
        <Form method="post" className={records.form}>
          <input type="hidden" name="intent" value="create-link" />
          {problem !== undefined && (problem.fields ?? []).length === 0 && <p className={records.wrong} role="alert">{problem.title}</p>}
          <TextInput name="label" label={words('link_label')} description={words('link_label_hint')} maxLength={80} error={fieldProblem(problem, 'label')} data-autofocus />
          <div className={records.buttons}><Button type="submit" loading={state !== 'idle'}>{words('link_create')}</Button></div>
        </Form>
      ) : (
        <div className={records.form}>
          <p><output>{words('link_made')}</output></p>
          <code className={records.code}>{data.made}</code>
          <div className={records.buttons}>
            <CopyButton value={data.made}>{({ copied, copy }) => <Button onClick={copy}>{words(copied ? 'link_copied' : 'link_copy')}</Button>}</CopyButton>
          </div>
        </div>
      )}
    </Dialog>
  );
}
