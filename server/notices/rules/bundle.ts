import type { NoticeKindName } from '../../../common/contract/notice-kinds.ts';

export type Due = { id: string; kind: NoticeKindName; held: boolean };
/** What this receiver got lately: of one kind, or (null) of several. */
export type Sent = { kind: NoticeKindName | null; summary: boolean; at: number };
export type Message = { ids: string[]; /** Null: of several kinds. */ kind: NoticeKindName | null; summary: boolean };
export type Plan = { messages: Message[]; postponed: { ids: string[]; until: number }[] };

/** More than `storm` of a kind within `windowMilliseconds` become one summary; at most `perMinute` messages a minute. */
export type BundleLimits = { storm: number; windowMilliseconds: number; perMinute: number };
export const usualLimits: BundleLimits = { storm: 5, windowMilliseconds: 10 * 60_000, perMinute: 20 };

const minute = 60_000;

/**
 * How what is due to one receiver goes out. What was held back comes as one message. Of what is fresh, a few of a kind go one by one; a storm
 * becomes one summary for each window, and what follows it waits for the next. Every id is in exactly one message or postponement.
 */
export function planMessages(due: readonly Due[], sent: readonly Sent[], now: number, limits: BundleLimits): Plan {
  const messages: Message[] = [];
  const postponed: Plan['postponed'] = [];
  const held = due.filter((delivery) => delivery.held);
  if (held.length > 0) messages.push(together(held));
  const fresh = due.filter((delivery) => !delivery.held);
  for (const kind of new Set(fresh.map((delivery) => delivery.kind))) {
    const ids = fresh.filter((delivery) => delivery.kind === kind).map(({ id }) => id);
    const recent = sent.filter((message) => message.kind === kind && message.at > now - limits.windowMilliseconds);
    const summary = recent.findLast((message) => message.summary);
    if (recent.filter((message) => !message.summary).length + ids.length <= limits.storm && summary === undefined) messages.push(...ids.map((id) => ({ ids: [id], kind, summary: false })));
    else if (summary === undefined) messages.push({ ids, kind, summary: true });
    else postponed.push({ ids, until: summary.at + limits.windowMilliseconds });
  }
  return withinRate({ messages, postponed }, sent, now, limits.perMinute);
}

function together(held: readonly Due[]): Message {
  const kinds = new Set(held.map(({ kind }) => kind));
  const [only] = kinds;
  return { ids: held.map(({ id }) => id), kind: kinds.size === 1 ? (only ?? null) : null, summary: held.length > 1 };
}

function withinRate({ messages, postponed }: Plan, sent: readonly Sent[], now: number, perMinute: number): Plan {
  const lately = sent.filter(({ at }) => at > now - minute).map(({ at }) => at);
  const free = Math.max(0, perMinute - lately.length);
  if (messages.length <= free) return { messages, postponed };
  const until = Math.min(now, ...lately) + minute;
  return { messages: messages.slice(0, free), postponed: [...postponed, { ids: messages.slice(free).flatMap(({ ids }) => ids), until }] };
}
