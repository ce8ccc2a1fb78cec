import type { App, Audience, Suit } from '../../../common/contract/channel.ts';
import type { ConsoleText } from '../text.tsx';
import type { Option } from './fields.tsx';

/** The names of a complete record, in its order: lists for the browser without the schemas that define them. */
export function keysOf<Name extends string>(record: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(record) as Name[];
}

const apps = keysOf<App>({ dingtalk: true, wechat: true, wecom: true, qq: true, wangwang: true, feishu: true, telegram: true, discord: true, slack: true, matrix: true, web: true, other: true });
const suits = keysOf<Suit>({ fault: true, cooperation: true, enquiry: true, presales: true, emergency: true, off_topic: true });
const audiences = keysOf<Audience>({ everyone: true, paid: true, free: true, sponsor: true, contributor: true });

export function appOptions(t: ConsoleText): Option[] {
  return apps.map((value) => ({ value, label: t(`app.${value}`) }));
}
export function suitOptions(t: ConsoleText): Option[] {
  return suits.map((value) => ({ value, label: t(`suit.${value}`) }));
}
export function audienceOptions(t: ConsoleText): Option[] {
  return audiences.map((value) => ({ value, label: t(`audience.${value}`) }));
}
