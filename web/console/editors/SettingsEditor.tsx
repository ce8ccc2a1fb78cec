import { SegmentedControl } from '@mantine/core';
import { Card, Row } from '../form/Card.tsx';
import { useField } from '../form/draft.tsx';
import { ReferenceField, TextField } from '../form/fields.tsx';
import { LocalizedField } from '../form/LocalizedField.tsx';
import type { Json } from '../json.ts';
import { useText } from '../text.tsx';
import { TimeZoneField } from './TimeZoneField.tsx';
import styles from './editors.module.css';

/** The centre as a whole. */
export function SettingsEditor() {
  const t = useText();
  return (
    <>
      <Card title={t('part_basic')}>
        <LocalizedField at={['name']} label={t('field.name')} required />
        <LocalizedField at={['tagline']} label={t('field.tagline')} />
        <LocalizedField at={['about']} label={t('field.about')} hint={t('settings_about_hint')} lines={4} markdown />
        <TextField at={['website']} label={t('field.website')} type="url" placeholder="https://" />
      </Card>
      <Card title={t('part_pages')}>
        <LanguagesField />
      </Card>
      <Card title={t('field.hours')}>
        <Row>
          <TimeZoneField at={['timeZone']} required />
          <ReferenceField at={['answeringCalendar']} section="calendars" label={t('field.answeringCalendar')} hint={t('settings_answering_hint')} none={t('hours.always')} />
        </Row>
        <LocalizedField at={['notReached']} label={t('field.notReached')} hint={t('settings_not_reached_hint')} lines={4} markdown />
      </Card>
    </>
  );
}

const languageSets = { 'zh-CN,en': ['zh-CN', 'en'], 'en,zh-CN': ['en', 'zh-CN'], 'zh-CN': ['zh-CN'], en: ['en'] } as const satisfies Record<string, readonly Json[]>;

/** Which languages the public pages have, the default first: there are four answers, so they are shown as such. */
function LanguagesField() {
  const t = useText();
  const { value, set, problem, id } = useField(['languages']);
  const chosen = Array.isArray(value) ? value.join(',') : '';
  return (
    <div>
      <p className={styles.label}>{t('field.languages')}</p>
      <p className={styles.hint}>{problem ?? t('settings_languages_hint')}</p>
      <SegmentedControl
        id={id}
        className={styles.segments ?? ''}
        aria-label={t('field.languages')}
        value={chosen}
        data={[
          { value: 'zh-CN,en', label: `${t('language.zh-CN')} + ${t('language.en')}` },
          { value: 'en,zh-CN', label: `${t('language.en')} + ${t('language.zh-CN')}` },
          { value: 'zh-CN', label: t('settings_only_chinese') },
          { value: 'en', label: t('settings_only_english') },
        ]}
        onChange={(next) => set(Object.entries(languageSets).find(([name]) => name === next)?.[1])}
      />
    </div>
  );
}
