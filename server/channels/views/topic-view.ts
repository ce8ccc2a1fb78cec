import type { Fleet, GroupEntry, Topic } from '../../../common/contract/fleet.ts';
import { groupName, standsAlone } from '../../../common/group-name.ts';
import type { FleetView, GroupView, TopicView } from '../../../common/contract/support.ts';
import { fleetDefaults } from '../../centre/index.ts';
import { readingLinks } from './channel-view.ts';
import { fleetName } from './entry-view.ts';
import { given } from './instant.ts';
import type { View } from './view.ts';

/** A topic with its fleets and their groups as they are described. [000][002] */
export function topicView(view: View, topic: Topic): TopicView {
  const { facts, text } = view;
  const elsewhere = topic.offTopicTo === undefined ? undefined : facts.topics.get(topic.offTopicTo);
  return {
    key: topic.key,
    name: text(topic.name),
    ...given('description', text(topic.description)),
    ...given('rules', text(topic.rules)),
    ...given('offTopicTo', elsewhere && { key: elsewhere.key, name: text(elsewhere.name) }),
    documents: documentViews(view, topic.documents),
    ...given('note', text(topic.note)),
    fleets: facts.centre.fleets.filter((fleet) => fleet.topic === topic.key).slice(0, 100).map((fleet) => fleetView(view, fleet)),
  };
}

export function documentViews({ text }: View, documents: Topic['documents']): { title: string; url: string }[] {
  return (documents ?? []).map(({ title, url }) => ({ title: text(title), url }));
}

function fleetView(view: View, fleet: Fleet): FleetView {
  const { text } = view;
  return {
    key: fleet.key,
    name: fleetName(view, fleet),
    app: fleet.app,
    audience: [...(fleet.audience ?? ['everyone' as const])],
    target: fleet.target ?? fleetDefaults.target,
    divertAt: fleet.divertAt ?? fleetDefaults.divertAt,
    freezeAt: fleet.freezeAt ?? fleetDefaults.freezeAt,
    asks: (fleet.asks ?? []).map((line) => text(line)),
    conditions: (fleet.conditions ?? []).map((line) => text(line)),
    howToJoin: (fleet.howToJoin ?? []).map((line) => text(line)),
    readings: readingLinks(view, fleet.readings),
    groups: groupViews(view, fleet),
    ...given('note', text(fleet.note)),
    documents: documentViews(view, fleet.documents),
  };
}

/** Nobody can join what is not open yet or no longer. */
function isActive({ state = 'active' }: GroupEntry): boolean {
  return state === 'active';
}

/** Groups that everybody may know of; those without a name of their own go by the naming of their fleet. [000] */
function groupViews(view: View, fleet: Fleet): GroupView[] {
  const topicName = view.facts.topics.get(fleet.topic)?.name ?? fleet.topic;
  const active = (fleet.groups ?? []).filter(isActive);
  const shown = active.filter((group) => group.public ?? fleet.public ?? true);
  return shown.map((group) => groupView(view, group, groupName({ ...fleet, topicName }, group, group.term ?? (fleet.groups ?? []).indexOf(group) + 1, standsAlone(group.key, fleet.groups ?? []), view.language)));
}

function groupView(view: View, group: GroupEntry, name: string): GroupView {
  const { text } = view;
  return {
    key: group.key,
    name,
    ...given('term', group.term),
    ...given('number', group.number),
    ...given('link', group.link),
    ...given('handle', group.handle),
    intake: group.intake ?? 'open',
    ...given('note', text(group.note)),
    conditions: (group.conditions ?? []).map((line) => text(line)),
    documents: documentViews(view, group.documents),
  };
}
