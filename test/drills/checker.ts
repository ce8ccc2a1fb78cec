import type { Asked, Entry } from './client-log.ts';

/** What the database holds when the drill is over. `deliveries`: the positions of events in the order in which a receiver got them. */
export type Facts = {
  proposals: { id: string; text: string; status: string }[];
  events: { name: string; subject: string; position: number }[];
  audits: { operation: string; subject: string }[];
  outbox: { waiting: number; parked: number };
  deliveries?: { subject: string; position: number }[];
};

/** The text by which a proposal is known again. */
export const wordsOf = (number: number): string => `drill ${number}.`;

/** Answers that say that nothing was done. */
const refusesWithoutTrace = (ending: Extract<Entry, { line: 'ended' }>): boolean => ending.how === 'told' && ending.status >= 400 && ending.status !== 500 && ending.code !== 'commit_unknown' && ending.status !== 502 && ending.status !== 504;

/**
 * Compares what the client knows with what is there. I1: everything that was acknowledged exists, exactly once. I2: nothing exists that was
 * refused or never asked for, and nothing twice. Besides: one event for each thing done, all delivered, in order within a subject.
 */
export function findViolations(entries: readonly Entry[], facts: Facts): string[] {
  const found: string[] = [];
  const asked = new Map<number, Asked>();
  const endings = new Map<number, Extract<Entry, { line: 'ended' }>[]>();
  const sent = new Map<number, number>();
  for (const entry of entries) {
    if (entry.line === 'sent') {
      asked.set(entry.number, entry);
      sent.set(entry.number, (sent.get(entry.number) ?? 0) + 1);
    } else endings.set(entry.number, [...(endings.get(entry.number) ?? []), entry]);
  }
  const rows = Map.groupBy(facts.proposals, ({ text }) => text);
  const events = Map.groupBy(facts.events, ({ name, subject }) => `${name} ${subject}`);
  const audits = Map.groupBy(facts.audits, ({ operation, subject }) => `${operation} ${subject}`);
  const status = new Map(facts.proposals.map((row) => [row.id, row.status]));

  for (const [number, what] of asked) {
    const ended = endings.get(number) ?? [];
    const acknowledged = ended.filter((ending) => ending.how === 'told' && ending.status === 200);
    // A request without an ending was on its way when the client stopped: it may have been done.
    const nothingDone = acknowledged.length === 0 && ended.length === sent.get(number) && ended.every(refusesWithoutTrace);
    if (what.kind === 'propose') {
      const there = rows.get(wordsOf(number)) ?? [];
      if (there.length > 1) found.push(`I2: proposal ${number} exists ${there.length} times`);
      if (acknowledged.length > 0 && there.length === 0) found.push(`I1: proposal ${number} was acknowledged and is not there`);
      if (nothingDone && there.length > 0) found.push(`I2: proposal ${number} was refused (${ended.map((ending) => (ending.how === 'told' ? ending.code : '')).join()}) and is there`);
      for (const ending of acknowledged) if (ending.how === 'told' && there[0] !== undefined && ending.id !== there[0].id) found.push(`I1: proposal ${number} was acknowledged as ${ending.id} and is ${there[0].id}`);
    } else {
      const times = events.get(`proposal.resolved ${what.id}`)?.length ?? 0;
      const written = audits.get(`resolveProposal ${what.id}`)?.length ?? 0;
      const done = status.get(what.id) === 'done';
      if (times > 1 || written > 1) found.push(`I2: decision ${number} has ${times} events and ${written} lines in the history`);
      if (acknowledged.length > 0 && !(done && times === 1 && written === 1)) found.push(`I1: decision ${number} was acknowledged; it is ${done ? 'there' : 'lost'}, with ${times} events and ${written} lines in the history`);
      if (nothingDone && (done || times > 0 || written > 0)) found.push(`I2: decision ${number} was refused and is there`);
      if (done !== (times === 1) || done !== (written === 1)) found.push(`I1: decision ${number} is in part: status ${status.get(what.id)}, ${times} events, ${written} lines in the history`);
    }
  }
  const known = new Set([...asked.values()].filter(({ kind }) => kind === 'propose').map(({ number }) => wordsOf(number)));
  for (const { id, text } of facts.proposals) {
    if (!known.has(text)) found.push(`I2: “${text}” is there and nobody asked for it`);
    const times = events.get(`proposal.submitted ${id}`)?.length ?? 0;
    if (times !== 1) found.push(`I1: proposal ${id} has ${times} events`);
  }
  if (facts.outbox.waiting > 0 || facts.outbox.parked > 0) found.push(`outbox: ${facts.outbox.waiting} wait and ${facts.outbox.parked} were given up`);
  if (facts.deliveries !== undefined) found.push(...deliveryViolations(facts.events, facts.deliveries));
  return found;
}

/** Each event at least once; the first time that each came, in the order of the subject. */
function deliveryViolations(events: Facts['events'], deliveries: NonNullable<Facts['deliveries']>): string[] {
  const came = new Set(deliveries.map(({ position }) => position));
  const found = events.filter(({ position }) => !came.has(position)).map(({ name, position }) => `outbox: ${name} (${position}) was never delivered`);
  const latest = new Map<string, number>();
  const seen = new Set<number>();
  for (const { subject, position } of deliveries) {
    if (seen.has(position)) continue;
    seen.add(position);
    if (position < (latest.get(subject) ?? 0)) found.push(`outbox: ${position} of ${subject} came after ${latest.get(subject)}`);
    latest.set(subject, Math.max(position, latest.get(subject) ?? 0));
  }
  return found;
}
