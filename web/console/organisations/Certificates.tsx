import { Button, Textarea, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { CertificateView, Organisation } from '../../../common/contract/organisations.ts';
import { describeDay } from '../../../common/i18n/days.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Mark } from '../PageHead.tsx';
import { useLocale, useText } from '../text.tsx';
import { certificateTones } from './OrganisationsPage.tsx';
import { fieldProblem, useDeeds } from './use-deeds.ts';
import { useOrganisationsText } from './use-text.ts';
import styles from '../records/records.module.css';

/** What proves an organisation, checked by an operator. */
export function Certificates({ organisation: { certificates } }: { organisation: Organisation }) {
  const words = useOrganisationsText();
  const { language } = useLocale();
  const { send } = useDeeds();
  const [adding, setAdding] = useState(false);
  const [rejecting, setRejecting] = useState<CertificateView | null>(null);
  const decide = ({ id, revision }: CertificateView, decision: string) => send({ intent: 'decide-certificate', certificate: id, revision: String(revision), decision });
  return (
    <section className={styles.section} aria-labelledby="certificates">
      <div className={styles.sectionHead}>
        <h2 id="certificates">{words('certificates')}</h2>
        <Button size="xs" variant="default" onClick={() => setAdding(true)}>{words('certificate_add')}</Button>
      </div>
      {certificates.length === 0 ? <p className={styles.none}>{words('certificates_none')}</p> : (
        <ul className={styles.list}>
          {certificates.map((certificate) => (
            <li key={certificate.id} className={styles.row}>
              <span className={styles.typed}>
                {certificate.issuer} · {certificate.number}
                <small>{[certificate.validUntil === undefined ? undefined : words('certificate_valid', { day: describeDay(certificate.validUntil, language) }), certificate.decidedBy === undefined ? undefined : words('certificate_by', { name: certificate.decidedBy }), certificate.reason].filter((part) => part !== undefined).join(' · ')}</small>
              </span>
              <Mark tone={certificateTones[certificate.state] ?? 'plain'}>{words(`certificate_state_${certificate.state}`)}</Mark>
              <span className={styles.buttons}>
                <Button component="a" size="compact-xs" variant="default" href={`/api/v1/certificates/${certificate.id}/document`} download>{words('certificate_open')}</Button>
                {certificate.state === 'submitted' && <Button size="compact-xs" onClick={() => decide(certificate, 'verified')}>{words('certificate_verify')}</Button>}
                {certificate.state === 'submitted' && <Button size="compact-xs" variant="default" onClick={() => setRejecting(certificate)}>{words('certificate_reject')}</Button>}
                <Button size="compact-xs" variant="default" onClick={() => send({ intent: 'remove-certificate', certificate: certificate.id })}>{words('remove')}</Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {adding && <SubmitCertificate close={() => setAdding(false)} />}
      {rejecting !== null && <RejectCertificate certificate={rejecting} close={() => setRejecting(null)} />}
    </section>
  );
}

function SubmitCertificate({ close }: { close(): void }) {
  const t = useText();
  const words = useOrganisationsText();
  const id = useId();
  const { Form, busy, problem } = useDeeds({ done: close });
  const wrong = fieldProblem(problem, 'document', 'document.content', 'document.name');
  return (
    <Dialog title={words('certificate_add')} closeLabel={t('close')} close={close}>
      <Form method="post" encType="multipart/form-data" className={styles.form}>
        <input type="hidden" name="intent" value="submit-certificate" />
        <TextInput name="issuer" label={words('certificate_issuer')} maxLength={120} required withAsterisk={false} data-autofocus error={fieldProblem(problem, 'issuer')} />
        <TextInput name="number" label={words('certificate_number')} maxLength={80} required withAsterisk={false} autoComplete="off" error={fieldProblem(problem, 'number')} />
        <TextInput name="validUntil" type="date" label={words('certificate_until')} description={words('certificate_until_hint')} error={fieldProblem(problem, 'validUntil')} />
        <div>
          <label htmlFor={id}>{words('certificate_document')}</label>
          <input id={id} className={styles.file} type="file" name="document" accept=".pdf,.png,.jpg,.jpeg,.webp" required aria-describedby={`${id}-hint`} />
          <p id={`${id}-hint`} className={wrong === undefined ? styles.hint : styles.wrong}>{wrong ?? words('certificate_document_hint')}</p>
        </div>
        <div className={styles.buttons}><Button type="submit" loading={busy}>{words('certificate_add')}</Button></div>
      </Form>
    </Dialog>
  );
}

function RejectCertificate({ certificate: { id, revision, number }, close }: { certificate: CertificateView; close(): void }) {
  const t = useText();
  const words = useOrganisationsText();
  const { Form, busy, problem } = useDeeds({ done: close });
  return (
    <Dialog title={`${words('certificate_reject')} · ${number}`} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="intent" value="decide-certificate" />
        <input type="hidden" name="certificate" value={id} />
        <input type="hidden" name="revision" value={revision} />
        <input type="hidden" name="decision" value="rejected" />
        <Textarea name="reason" label={words('certificate_reason')} maxLength={500} required withAsterisk={false} autosize minRows={2} maxRows={6} data-autofocus error={fieldProblem(problem, 'reason')} />
        <div className={styles.buttons}><Button type="submit" loading={busy}>{words('certificate_reject')}</Button></div>
      </Form>
    </Dialog>
  );
}
