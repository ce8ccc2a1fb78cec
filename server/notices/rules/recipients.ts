import { grantsThatAllow, scopeSchema, wholeCentre, type Grant, type Scope } from '../../../common/contract/rights.ts';
import type { NoticeKind } from '../../../common/contract/notice-kinds.ts';

export type Happened = { name: string; subject: string; data: Readonly<Record<string, unknown>> };

/** True when an event is one that the kind tells of. */
export function tellsOf(kind: NoticeKind, event: Happened): boolean {
  if (kind.event !== event.name) return false;
  const has = ([name, values]: [string, readonly string[]]) => values.includes(String(event.data[name]));
  return Object.entries(kind.where ?? {}).every(has) && !Object.entries(kind.unless ?? {}).some(has);
}

/** Where an event happened, as its data say; the whole centre when they do not. */
export function placeOf({ data }: Happened): Scope {
  const parsed = scopeSchema.safeParse(data['scope']);
  return parsed.success ? parsed.data : wholeCentre;
}

/** The id of the person whom the text names. */
export function personNamed(kind: NoticeKind, { subject, data }: Pick<Happened, 'subject' | 'data'>): string | undefined {
  if (kind.person === undefined) return undefined;
  if (kind.person === 'subject') return subject;
  const value = data[kind.person.slice('data.'.length)];
  return typeof value === 'string' ? value : undefined;
}

/** True when somebody with these roles may hear of it: a notice tells no more than its reader may read. */
export function mayHear(kind: NoticeKind, event: Happened, person: { id: string; grants: readonly Grant[] }): boolean {
  if (kind.concerned !== undefined && personNamed(kind, event) === person.id) return true;
  return kind.concerned !== 'only' && grantsThatAllow(person.grants, kind.permission, placeOf(event)).length > 0;
}

/**
 * Who hears of an event: everyone who may, or of them who is on duty; when nobody who may is on duty, everyone after all. The person
 * concerned always hears.
 */
export function recipientsOf<Person extends { id: string; grants: readonly Grant[] }>(kind: NoticeKind, event: Happened, staff: readonly Person[], rule: 'everyone' | 'duty', onDuty: readonly string[]): Person[] {
  const entitled = staff.filter((person) => mayHear(kind, event, person));
  if (rule === 'everyone') return entitled;
  const concerned = kind.concerned === undefined ? undefined : personNamed(kind, event);
  const present = entitled.filter(({ id }) => onDuty.includes(id));
  return present.length === 0 ? entitled : entitled.filter((person) => person.id === concerned || present.includes(person));
}
