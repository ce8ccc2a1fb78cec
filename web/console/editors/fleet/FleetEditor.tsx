import { Link } from 'react-router';
import { mostListedGroups, type Fleet } from '../../../../common/contract/fleet.ts';
import type { Language } from '../../../../common/contract/text.ts';
import { lastPlace, termName } from '../../../../common/solar-terms.ts';
import { Card, Row } from '../../form/Card.tsx';
import { useField, useForm } from '../../form/draft.tsx';
import { ChoiceField, ChoicesField, NumberField, ReferencesField, TextField } from '../../form/fields.tsx';
import formStyles from '../../form/form.module.css';
import { KeyField } from '../../form/KeyField.tsx';
import { LinesOfText } from '../../form/LinesOfText.tsx';
import { ListField } from '../../form/ListField.tsx';
import { LocalizedField } from '../../form/LocalizedField.tsx';
import { NotesCard } from '../../form/NotesCard.tsx';
import { appOptions, audienceOptions, keysOf } from '../../form/options.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { useLocale, useText } from '../../text.tsx';
import { GroupFields } from './GroupFields.tsx';
import { PolicyEditor } from './PolicyEditor.tsx';
import { usePolicyText } from './policy-text.ts';
import { TopicPicker } from './TopicPicker.tsx';
import { YesNoField } from './YesNoField.tsx';

const platforms = keysOf<Fleet['platform']>({ web: true, manual: true });
const namings = keysOf<NonNullable<Fleet['naming']>>({ solar_terms: true, numbers: true, list: true });
const strategies = keysOf<NonNullable<Fleet['strategy']>>({ newest: true, fill_to_freeze: true, spread: true });
const sizes = keysOf<NonNullable<Fleet['size']>>({ standard: true, super: true, cross_company: true });
const shares = [['contributor', 40], ['invited', 30], ['returning', 20], ['staff', 10]] as const;

/** The line of groups for one topic on one platform. */
export function FleetEditor() {
  const t = useText();
  const words = usePolicyText();
  return (
    <>
      <Card title={t('part_basic')}>
        <Row>
          <TopicPicker />
          <KeyField from={['name']} />
        </Row>
        <LocalizedField at={['name']} label={t('field.name')} hint={t('fleet_name_hint')} />
        <Row>
          <ChoiceField at={['app']} label={t('field.app')} options={appOptions(t)} required />
          <ChoiceField at={['platform']} label={t('field.platform')} options={platforms.map((value) => ({ value, label: t(`platform.${value}`) }))} required />
        </Row>
        <ChoicesField at={['audience']} label={t('field.audience')} hint={t('audience_hint')} options={audienceOptions(t)} />
        <ChoicesField at={['languages']} label={words('languages')} hint={words('languages_hint')} options={[{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'English' }]} />
      </Card>
      <Card title={t('part_groups')}>
        <GroupsOfFleet />
      </Card>
      <PolicyEditor />
      <Card title={t('part_joining')}>
        <LinesOfText at={['howToJoin']} label={t('field.howToJoin')} most={10} addLabel={t('step_add')} />
        <LinesOfText at={['asks']} label={t('field.asks')} most={10} />
        <LinesOfText at={['conditions']} label={t('field.conditions')} most={10} />
        <ReferencesField at={['readings']} section="readings" label={t('field.readings')} />
        <LocalizedField at={['welcome']} label={words('welcome')} hint={words('welcome_hint')} lines={3} markdown />
      </Card>
      <SizeCard />
      <ReserveCard />
      <Card title={words('part_idle')} hint={words('idle_hint')}>
        <Row>
          <NumberField at={['idle', 'below']} label={words('idle_below')} placeholder="50" />
          <NumberField at={['idle', 'days']} label={words('idle_days')} placeholder="14" />
          <ChoiceField at={['idle', 'action']} label={words('idle_action')} none={words('idle_suggest')} options={[{ value: 'archive', label: words('idle_archive') }]} />
        </Row>
      </Card>
      <NotesCard />
    </>
  );
}

/** Groups that were saved live: they end on the page of the groups, where it is told how many seats end with them. */
function GroupsOfFleet() {
  const t = useText();
  const words = usePolicyText();
  const { language } = useLocale();
  const { draft, isNew } = useForm();
  const lives = (item: Json) => !isNew && savedKeys(draft.base).includes(isObject(item) ? item['key'] : undefined);
  const { key } = draft.base;
  return (
    <>
      {typeof key === 'string' && !isNew && savedKeys(draft.base).length > 0 && <p className={formStyles.hint}>{words('groups_end_there')} <Link to={`/console/groups/${key}`}>{words('groups_page')}</Link></p>}
      <ListField at={['groups']} quiet label={t('field.groups')} addLabel={t('group_add')} most={mostListedGroups} blank={() => ({ state: 'active' })} stays={lives} itemLabel={(item, index) => groupLabel(item, language) ?? t('group_item', { number: index + 1 })}>
        {(at) => <GroupFields at={at} />}
      </ListField>
    </>
  );
}

function savedKeys({ groups }: JsonObject): Json[] {
  return Array.isArray(groups) ? groups.flatMap((group: Json) => (isObject(group) ? [group['key']] : [])) : [];
}

/** The part of a group's name that tells it from its siblings, as far as its line says it. */
function groupLabel(item: Json, language: Language): string | undefined {
  if (!isObject(item)) return undefined;
  const name = textIn(item['name'], language);
  const { term } = item;
  return name ?? (typeof term === 'number' && term >= 1 && term <= lastPlace ? termName(term, language) : undefined);
}

function textIn(value: Json, language: Language): string | undefined {
  const text = isObject(value) ? (value[language] ?? Object.values(value)[0]) : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function SizeCard() {
  const t = useText();
  const words = usePolicyText();
  const { value: naming } = useField(['naming']);
  const { value: size } = useField(['size']);
  return (
    <Card title={t('part_size')}>
      <Row>
        <NumberField at={['target']} label={t('field.target')} hint={t('target_hint')} placeholder="500" />
        <NumberField at={['platformLimit']} label={t('field.platformLimit')} hint={t('platform_limit_hint')} />
        <NumberField at={['maximumGroups']} label={words('maximum_groups')} hint={words('maximum_groups_hint')} />
      </Row>
      <Row>
        <NumberField at={['divertAt']} label={t('field.divertAt')} hint={t('divert_hint')} placeholder="60" />
        <NumberField at={['freezeAt']} label={t('field.freezeAt')} hint={t('freeze_hint')} placeholder="80" />
        <NumberField at={['thawMargin']} label={words('thaw_margin')} hint={words('thaw_hint')} placeholder="5" />
      </Row>
      <Row>
        <ChoiceField at={['strategy']} label={words('strategy')} hint={words('strategy_hint')} none={words('strategy_newest')} options={strategies.filter((value) => value !== 'newest').map((value) => ({ value, label: words(`strategy_${value}`) }))} />
        <ChoiceField at={['size']} label={words('size')} none={words('size_standard')} options={sizes.filter((value) => value !== 'standard').map((value) => ({ value, label: words(`size_${value}`) }))} />
        {size === 'super' && <TextField at={['organisation']} label={words('organisation')} hint={words('fleet_organisation_hint')} maxLength={120} />}
        <YesNoField at={['public']} label={words('public')} hint={words('public_hint')} none={words('public_default')} />
      </Row>
      <ChoiceField at={['naming']} label={t('field.naming')} none={t('naming_default')} options={namings.filter((value) => value !== 'solar_terms').map((value) => ({ value, label: t(`naming.${value}`) }))} />
      {naming === 'list' && <LinesOfText at={['names']} label={words('names')} most={240} addLabel={words('name_add')} />}
    </Card>
  );
}

function ReserveCard() {
  const words = usePolicyText();
  return (
    <Card title={words('part_reserve')} hint={words('reserve_hint')}>
      <Row>{shares.map(([kind, usual]) => <NumberField key={kind} at={['reserve', kind]} label={words(`reserve_${kind}`)} placeholder={String(usual)} />)}</Row>
    </Card>
  );
}
