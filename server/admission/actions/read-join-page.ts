import type { Centre } from '../../../common/contract/centre.ts';
import type { JoinPage } from '../../../common/contract/join.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { findFleetRow, groupsOfFleet, landing } from '../../groups/index.ts';
import type { ProductParts } from '../../parts.ts';
import { done, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { keyOfFleet } from '../../../common/join-name.ts';
import { joinPlaceOf } from '../../../common/join-place.ts';
import { hasPublicGroups } from '../../../common/public-groups.ts';
import { usualWaitOf, waitingIn } from '../store/usual-wait.ts';
import { fleetName } from '../views/asked-view.ts';
import { joinFleetView, type FleetNow } from '../views/join-fleet-view.ts';

/**
 * What a topic's or fleet's link shows: where one lands and what is asked, without a lock, so it is as things stand at this moment and no
 * promise. Nothing in it depends on who asks. Refuses `not_found` for a name that leads nowhere. [000]
 */
export async function readJoinPage({ reader }: Pick<ProductParts, 'reader'>, work: Work, { name, fleet: only }: { name: string; fleet?: string | undefined }): Promise<Outcome<JoinPage>> {
  const { centre, example } = reader.current();
  const place = centre === null ? undefined : joinPlaceOf(centre, name);
  if (centre === null || place === undefined) return refuse('not_found');
  const one = only === undefined ? undefined : keyOfFleet(centre, only);
  const fleets = centre.fleets.filter(({ key }) => place.fleets.includes(key) && (one === undefined || key === one));
  const [first] = fleets;
  if (first === undefined) return refuse('not_found');
  const views = await Promise.all(fleets.slice(0, 100).map(async (fleet) => joinFleetView(centre, fleet, await standing(work, fleet.key), work.language)));
  const { language } = work;
  const topic = centre.topics.find(({ key }) => key === first.topic);
  const elsewhere = topic?.offTopicTo === undefined ? undefined : centre.topics.find(({ key }) => key === topic.offTopicTo);
  const isTopic = place.kind === 'topic' && only === undefined;
  const documents = [...(topic?.documents ?? []), ...(fleets.length === 1 ? (first.documents ?? []) : [])];
  return done({
    name: place.key,
    kind: isTopic ? 'topic' : 'fleet',
    title: isTopic && topic !== undefined ? inLanguage(topic.name, language) : fleetName({ centre, language }, first.key),
    ...(topic?.description === undefined ? {} : { description: inLanguage(topic.description, language) }),
    ...(topic?.rules === undefined ? {} : { rules: inLanguage(topic.rules, language) }),
    ...(topic?.note === undefined ? {} : { note: inLanguage(topic.note, language) }),
    topic: { key: first.topic, name: inLanguage(topic?.name ?? first.topic, language), fleets: fleetsOf(centre, first.topic) },
    ...(elsewhere === undefined ? {} : { offTopicTo: { key: elsewhere.key, name: inLanguage(elsewhere.name, language) } }),
    documents: documents.slice(0, 20).map(({ title, url }) => ({ title: inLanguage(title, language), url })),
    fleets: views,
    searchable: fleets.some(hasPublicGroups),
    example: example !== null,
    timeZone: centre.settings.timeZone,
  });
}

function fleetsOf(centre: Centre, topic: string): number {
  return centre.fleets.filter((fleet) => fleet.topic === topic).length;
}

async function standing({ db, now }: Work, key: string): Promise<FleetNow> {
  const row = await findFleetRow(db, key);
  if (row === undefined) return { groups: [], landing: { group: undefined, reason: 'no_group' }, waiting: 0, usualWait: undefined };
  const groups = await groupsOfFleet(db, row.settings);
  const [waiting, usualWait] = await Promise.all([waitingIn(db, key), usualWaitOf(db, key, now)]);
  return { groups, landing: landing({ ...row, groups }, { kind: 'ordinary' }), waiting, usualWait };
}
