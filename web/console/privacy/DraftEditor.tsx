import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { noticeMaximum, type ConsentBox, type NoticeText, type NoticeVersion } from '../../../common/contract/privacy.ts';
import { useLocale } from '../text.tsx';
import type { useDeeds } from './deeds.ts';
import { lineDifference } from './line-difference.ts';
import styles from './privacy.module.css';
import { usePrivacyText } from './text.ts';

type Props = {
  start: { text: NoticeText; consent?: ConsentBox | undefined };
  /** Of the saved draft; undefined while it only stands in the browser. */
  revision: number | undefined;
  latest: Pick<NoticeVersion, 'version' | 'text'> | undefined;
  deeds: ReturnType<typeof useDeeds>;
  cancel(): void;
};

/** Both languages side by side, the box, what differs from the version before, and publishing. */
export function DraftEditor({ start, revision, latest, deeds: { Form, send, busy, problem }, cancel }: Props) {
  const t = usePrivacyText();
  const [text, setText] = useState(start.text);
  const [box, setBox] = useState(start.consent !== undefined);
  const label = typeof start.consent?.label === 'string' ? { 'zh-CN': start.consent.label, en: start.consent.label } : start.consent?.label;
  const wrong = (path: string) => problem?.fields?.find((field) => field.path === path)?.message;
  const saved = revision !== undefined && text['zh-CN'] === start.text['zh-CN'] && text.en === start.text.en;
  return (
    <section className={styles.card}>
      <Form method="post" className={styles.form ?? ''}>
        <input type="hidden" name="revision" value={revision ?? ''} />
        <p className={styles.facts}>{t('text_hint')}</p>
        <div className={styles.columns}>
          <Textarea name="zh" label={t('text_zh')} value={text['zh-CN']} onChange={(event) => setText({ ...text, 'zh-CN': event.currentTarget.value })} error={wrong('text.zh-CN')} maxLength={noticeMaximum} autosize minRows={12} maxRows={28} lang="zh-CN" />
          <Textarea name="en" label={t('text_en')} value={text.en} onChange={(event) => setText({ ...text, en: event.currentTarget.value })} error={wrong('text.en')} maxLength={noticeMaximum} autosize minRows={12} maxRows={28} lang="en" />
        </div>
        <Checkbox name="box" value="1" label={t('box')} description={t('box_hint')} checked={box} onChange={(event) => setBox(event.currentTarget.checked)} />
        {box && (
          <div className={styles.columns}>
            <TextInput name="box_zh" label={t('box_zh')} defaultValue={label?.['zh-CN'] ?? ''} maxLength={300} error={wrong('consent.label')} lang="zh-CN" />
            <TextInput name="box_en" label={t('box_en')} defaultValue={label?.en ?? ''} maxLength={300} lang="en" />
            <Checkbox name="required" value="1" label={t('box_required')} defaultChecked={start.consent?.required === true} />
          </div>
        )}
        <div className={styles.tools}>
          <Button type="submit" name="do" value="save" disabled={busy}>{t('save_draft')}</Button>
          {revision === undefined ? <Button variant="default" onClick={cancel}>{t('cancel')}</Button> : <Button variant="default" disabled={busy} onClick={() => send({ do: 'discard', revision: String(revision) })}>{t('discard')}</Button>}
        </div>
      </Form>
      <LinesChanged latest={latest} text={text} />
      {saved && revision !== undefined && <Publish revision={revision} busy={busy} send={send} problem={wrong('inForceFrom')} />}
    </section>
  );
}

function LinesChanged({ latest, text }: { latest: Props['latest']; text: NoticeText }) {
  const t = usePrivacyText();
  const { language } = useLocale();
  if (latest === undefined) return <p className={styles.facts}>{t('first_version')}</p>;
  const lines = [language, language === 'en' ? 'zh-CN' : 'en'] as const;
  const same = latest.text['zh-CN'] === text['zh-CN'] && latest.text.en === text.en;
  if (same) return <p className={styles.facts}>{t('changes_none', { version: latest.version })}</p>;
  return (
    <details open>
      <summary>{t('changes', { version: latest.version })}</summary>
      {lines.filter((one) => latest.text[one] !== text[one]).map((one) => (
        <pre key={one} className={styles.difference} lang={one}>
          {lineDifference(latest.text[one], text[one]).map((line, place) => {
            if (line.kind === 'skipped') return <span key={place}>{t('lines_same', { count: line.count })}</span>;
            const shown = line.text === '' ? ' ' : line.text;
            return line.kind === 'added' ? <ins key={place}>{shown}</ins> : line.kind === 'removed' ? <del key={place}>{shown}</del> : <span key={place}>{shown}</span>;
          })}
        </pre>
      ))}
    </details>
  );
}

function Publish({ revision, busy, send, problem }: { revision: number; busy: boolean; send: Props['deeds']['send']; problem: string | undefined }) {
  const t = usePrivacyText();
  const [from, setFrom] = useState('');
  return (
    <div className={styles.publish}>
      <p className={styles.hint}>{t('publish_hint')}</p>
      <div className={styles.find}>
        <TextInput type="datetime-local" label={t('publish_from')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} error={problem} />
        <Button disabled={busy} onClick={() => send({ do: 'publish', revision: String(revision), from })}>{t('publish')}</Button>
      </div>
    </div>
  );
}
