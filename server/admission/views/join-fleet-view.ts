import { admissionDefaults } from '../../../common/contract/admission-policy.ts';
import type { Centre } from '../../../common/contract/centre.ts';
import type { Fleet, GroupEntry } from '../../../common/contract/fleet.ts';
import type { JoinFleetPage } from '../../../common/contract/join.ts';
import { inLanguage, type Language } from '../../../common/contract/text.ts';
import { platformFeatures } from '../../../common/platforms.ts';
import { nameOfGroup, occupied, type GroupFacts, type Landing } from '../../groups/index.ts';
import { askedFields, toldChecks } from '../rules/asked.ts';
import { fleetAddress } from '../../../common/join-place.ts';
import type { UsualWait } from '../store/usual-wait.ts';
import { fieldView, fleetName, toldView } from './asked-view.ts';

/** How a fleet stands at the moment of the page. */
type Group = GroupFacts & { observedAt: Date | null };
export type FleetNow = { groups: readonly Group[]; landing: Landing; waiting: number; usualWait: UsualWait | undefined };

/** A fleet as visitors see it before they join. Private groups are neither listed nor named: who lands in one is told of the fleet (C10). */
export function joinFleetView(centre: Centre, fleet: Fleet, now: FleetNow, language: Language): JoinFleetPage {
  const words = { centre, language };
  const topicName = centre.topics.find(({ key }) => key === fleet.topic)?.name ?? fleet.topic;
  const active = now.groups.filter(({ state }) => state === 'active');
  const nameOf = (group: GroupFacts) => nameOfGroup({ settings: { ...fleet, topicName } }, group, now.groups, language);
  const { joinsAtOnce, knowsMembers } = platformFeatures[fleet.platform];
  const countedOf = (id: string) => (knowsMembers ? ('always' as const) : (now.groups.find((group) => group.id === id)?.observedAt?.toISOString() ?? ('never' as const)));
  const policy = fleet.admission;
  const isPublic = ({ entry }: GroupFacts) => entry.public ?? fleet.public ?? true;
  // Nobody overtakes those who wait.
  const landed = now.waiting > 0 ? undefined : now.landing.group;
  // Without a policy one joins there, by number or link. When no group takes people, a place on the waitlist is applied for. [000]
  const applies = joinsAtOnce || fleet.admission !== undefined || landed === undefined;
  return {
    key: fleet.key,
    topic: fleet.topic,
    name: fleetName(words, fleet.key),
    topicName: inLanguage(topicName, language),
    app: fleet.app,
    joinsAtOnce,
    address: fleetAddress(centre, fleet.key),
    applies,
    audience: [...(fleet.audience ?? ['everyone' as const])],
    landing: landed === undefined
      ? { kind: 'waitlist', waiting: now.waiting, reason: reasonOf(now.landing) }
      : { kind: 'group', ...(isPublic(landed) ? { name: nameOf(landed), ...termOf(landed.entry) } : { name: fleetName(words, fleet.key) }), heads: occupied(landed), target: landed.lines.target, counted: countedOf(landed.id), intake: landed.intake },
    waiting: now.waiting,
    groups: active.filter(isPublic).map((group) => ({
      key: group.key, name: nameOf(group), ...termOf(group.entry),
      ...(group.entry.number === undefined ? {} : { number: group.entry.number }),
      heads: occupied(group), target: group.lines.target, counted: countedOf(group.id), intake: group.intake,
      ...(group.entry.note === undefined ? {} : { note: inLanguage(group.entry.note, language) }),
      conditions: (group.entry.conditions ?? []).map((line) => inLanguage(line, language)),
      documents: (group.entry.documents ?? []).map(({ title, url }) => ({ title: inLanguage(title, language), url })),
    })),
    languages: fleet.languages ?? centre.settings.languages,
    usualWait: now.usualWait ?? null,
    ...(fleet.note === undefined ? {} : { note: inLanguage(fleet.note, language) }),
    ...(applies || landed === undefined || !isPublic(landed) ? {} : { ways: waysOf(landed.entry) }),
    fields: applies ? askedFields(policy).map((field) => fieldView(words, field)) : [],
    checks: applies ? toldChecks(policy).map((check) => toldView(words, check)) : [],
    conditions: [...(fleet.conditions ?? []), ...(applies && policy !== undefined && (policy.checks ?? []).length > 0 ? [] : (fleet.asks ?? []))].map((line) => inLanguage(line, language)),
    steps: (fleet.howToJoin ?? []).map((line) => inLanguage(line, language)),
    readings: readingsOf(centre, fleet, language),
    chances: policy?.chances ?? admissionDefaults.chances,
    review: policy?.review ?? false,
    isForSome: fleet.audience !== undefined && !fleet.audience.includes('everyone'),
    confirmHours: policy?.confirmHours ?? admissionDefaults.confirmHours,
    offerHours: policy?.offerHours ?? admissionDefaults.offerHours,
  };
}

const termOf = ({ term }: GroupEntry) => (term === undefined ? {} : { term });

function waysOf({ key, number, handle, link }: GroupEntry): NonNullable<JoinFleetPage['ways']> {
  return { group: key, ...(number === undefined ? {} : { number }), ...(handle === undefined ? {} : { handle }), ...(link === undefined ? {} : { link }) };
}

/** An ordinary applicant never hears of the reserve. */
function reasonOf(landing: Landing): Extract<JoinFleetPage['landing'], { kind: 'waitlist' }>['reason'] {
  const reason = landing.group === undefined ? landing.reason : 'others_wait';
  return reason === 'reserve_used' ? 'all_frozen' : reason;
}

/** What is read before joining; to be confirmed where the policy asks for it and the reading does. [002] */
function readingsOf(centre: Centre, { readings, admission }: Fleet, language: Language): JoinFleetPage['readings'] {
  const asks = admission?.checks?.some(({ kind }) => kind === 'reading') === true;
  return (readings ?? []).flatMap((key) => {
    const reading = centre.readings.find((one) => one.key === key);
    return reading === undefined || (reading.kind === 'after_you_join' && reading.confirm !== true) ? [] : [{ key, title: inLanguage(reading.title, language), ...(reading.url === undefined ? {} : { url: reading.url }), confirm: asks && reading.confirm === true }];
  });
}
