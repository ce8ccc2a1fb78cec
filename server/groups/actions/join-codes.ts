import { randomInt } from 'node:crypto';
import { checkedCodeDays, type CheckedCode, type CheckLink } from '../../../common/contract/group-codes.ts';
import { inLanguage } from '../../../common/contract/text.ts';
import { joinCodeAlphabet, joinCodeLength, shownJoinCode, typedJoinCode } from '../../../common/join-code.ts';
import { namesOf } from '../../people/index.ts';
import { done, newSecret, refuse, scopesWhere, secretHash, type Database, type Outcome, type Secrets, type Work } from '../../platform/index.ts';
import { fleetKeysOf } from '../store/found-groups.ts';
import { findFleetRow, lockFleetRow, type FleetRow } from '../store/fleets.ts';
import { groupsOfFleet } from '../store/groups.ts';
import { countCheckLinks, findCheckLink, findJoinCode, fleetsOfJoinCodes, insertCheckLink, insertJoinCode, listCheckLinks, lockJoinCodes, noteCheckLinkUse, revokeCheckLinkRow, useJoinCode, type CheckLinkRow, type CodeToCheck } from '../store/join-codes.ts';
import type { Seat } from '../store/seats.ts';
import { nameOf } from '../views.ts';
import type { BarCheck } from './bar-check.ts';
import { actorId } from './group-codes.ts';
import { placed } from './locked-fleet.ts';
import { prolongSeat } from './seats.ts';

type Issuing = { db: Database; now: Date; secrets: Secrets };

/** Most links by which the codes of one fleet can be checked. */
export const mostLinks = 50;
const purpose = 'groups.join_code';

/**
 * Gives a seat that is held its one-time code, to be typed into the platform's own question; asked again, the same one. It is single-use and
 * lives as long as the seat is held. Answers it as it is shown, `ABCD-EFGH`.
 */
export async function issueJoinCode(work: Issuing, seat: Pick<Seat, 'id'>): Promise<string> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const code = Array.from({ length: joinCodeLength }, () => joinCodeAlphabet[randomInt(joinCodeAlphabet.length)]).join('');
    if (await insertJoinCode(work.db, { seatId: seat.id, hash: work.secrets.keyedHash(purpose, code), sealed: work.secrets.seal(purpose, code) }, work.now)) return shownJoinCode(code);
    const known = await joinCodeOfSeat(work, seat.id);
    if (known !== undefined) return known.code;
  }
  throw new Error(`No free code for seat ${seat.id}`);
}

/** The code of a seat, for its applicant; `usedAt`: somebody there has checked it. Undefined where there is none. */
export async function joinCodeOfSeat({ db, secrets }: Pick<Issuing, 'db' | 'secrets'>, seatId: string): Promise<{ code: string; usedAt: Date | null } | undefined> {
  const found = await findJoinCode(db, seatId);
  const code = found === undefined ? undefined : secrets.open(purpose, found.sealed);
  return code === undefined || found === undefined ? undefined : { code: shownJoinCode(code), usedAt: found.usedAt };
}

/** Checks codes of the fleets that whoever asks runs. What is valid is used up by it. */
export async function checkJoinCodes(isBarred: BarCheck | undefined, work: Work, { fleet, codes }: { fleet?: string | undefined; codes: readonly string[] }): Promise<Outcome<{ items: CheckedCode[] }>> {
  const places = scopesWhere(work.actor, 'groups.run');
  const own = (await fleetKeysOf(work.db)).filter((key) => (fleet === undefined || key === fleet) && (places === 'everywhere' || places.some((place) => place.kind === 'fleet' && place.key === key)));
  if (fleet !== undefined && own.length === 0) return refuse('not_found');
  return done({ items: await check({ work, isBarred }, own, codes, { person: actorId(work), link: null }) });
}

/** The same for whoever approves there and has the fleet's secret link instead of an account. */
export async function checkByLink(isBarred: BarCheck | undefined, work: Work, { token, codes }: { token: string; codes: readonly string[] }): Promise<Outcome<{ items: CheckedCode[] }>> {
  const link = await findCheckLink(work.db, secretHash(token));
  if (link === undefined) return refuse('not_found');
  const items = await check({ work, isBarred }, [link.fleet], codes, { person: null, link: link.id });
  await noteCheckLinkUse(work.db, link.id, work.now);
  return done({ items });
}

/**
 * Under the locks of the fleets whose codes were typed, so that no seat expires or is taken up between the look and the answer. The seat of a valid
 * code stands for some days more: whoever is let in by it must not lose it before they say here that they are in. The code of somebody who was barred
 * meanwhile is over.
 */
async function check({ work, isBarred }: { work: Work; isBarred: BarCheck | undefined }, fleets: readonly string[], typed: readonly string[], by: { person: string | null; link: string | null }): Promise<CheckedCode[]> {
  const hashOf = (text: string) => {
    const code = typedJoinCode(text);
    return code === undefined ? undefined : work.secrets.keyedHash(purpose, code);
  };
  const asked = typed.map((text) => ({ text: text.trim().slice(0, 60), hash: hashOf(text) }));
  const hashes = [...new Set(asked.flatMap(({ hash }) => hash ?? []))];
  const named = await fleetsOfJoinCodes(work.db, hashes, fleets);
  const locked = new Map<string, FleetRow>();
  for (const key of named) {
    const row = await lockFleetRow(work.db, key);
    if (row !== undefined) locked.set(key, row);
  }
  const found = new Map((await lockJoinCodes(work.db, hashes, named)).map((one) => [one.hash, one]));
  const [names, groups] = [await namesOf(work.db, [...found.values()].flatMap(({ personId }) => personId ?? [])), await groupNames(work, new Set([...found.values()].map(({ fleet }) => fleet)))];
  const items: CheckedCode[] = [];
  for (const { text, hash } of asked) {
    const one = hash === undefined ? undefined : found.get(hash);
    if (one === undefined) {
      items.push({ typed: text, verdict: 'unknown' });
      continue;
    }
    const [fleet, open] = [locked.get(one.fleet), verdictOf(one, work.now)];
    const isOut = open === 'valid' && one.personId !== null && fleet !== undefined && isBarred !== undefined && (await isBarred(work, fleet, one.personId));
    const verdict = isOut ? 'expired' : open;
    const [name, group] = [one.personId === null ? undefined : names.get(one.personId), groups.get(one.groupId)];
    items.push({ typed: text, verdict, ...(name === undefined ? {} : { name }), ...(group === undefined ? {} : { group }), ...(one.usedAt === null ? {} : { usedAt: one.usedAt.toISOString() }) });
    if (verdict !== 'valid') continue;
    one.usedAt = work.now;
    await useJoinCode(work.db, one.seatId, by, work.now);
    const until = new Date(work.now.getTime() + checkedCodeDays * 86_400_000);
    if (one.expiresAt !== null && one.expiresAt < until && (await prolongSeat(work, { id: one.seatId }, until))) one.expiresAt = until;
    await work.publish({ name: 'seat.code_checked', subject: one.seatId, data: { ...placed(one.fleet), group: one.groupId, person: one.personId } });
  }
  return items;
}

function verdictOf({ seatState, expiresAt, usedAt }: CodeToCheck, now: Date): CheckedCode['verdict'] {
  if (seatState === 'member') return 'in_already';
  if (seatState === 'ended' || expiresAt === null || expiresAt.getTime() <= now.getTime()) return 'expired';
  return usedAt === null ? 'valid' : 'used';
}

async function groupNames({ db, language }: Work, fleets: ReadonlySet<string>): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const key of fleets) {
    const fleet = await findFleetRow(db, key);
    const groups = fleet === undefined ? [] : await groupsOfFleet(db, fleet.settings, 'all');
    for (const group of groups) if (fleet !== undefined) names.set(group.id, nameOf(fleet, group, groups, language));
  }
  return names;
}

/** Where the codes of a link are checked; undefined for a link that is none, was revoked, or whose fleet is gone. */
export async function readCheckPlace(work: Work, token: string): Promise<Outcome<{ fleet: string; name: string; topicName: string }>> {
  const link = await findCheckLink(work.db, secretHash(token));
  const fleet: FleetRow | undefined = link === undefined ? undefined : await findFleetRow(work.db, link.fleet);
  if (fleet === undefined || fleet.removed) return refuse('not_found');
  const { settings } = fleet;
  return done({ fleet: fleet.key, name: inLanguage(settings.name ?? settings.topicName, work.language), topicName: inLanguage(settings.topicName, work.language) });
}

export async function createCheckLink(work: Work, { fleet, label = '' }: { fleet: string; label?: string | undefined }): Promise<Outcome<CheckLink & { url: string }>> {
  if ((await countCheckLinks(work.db, fleet)) >= mostLinks) return refuse('section_full', { parameters: { maximum: mostLinks } });
  const token = newSecret();
  const link = await insertCheckLink(work.db, { fleet, tokenHash: secretHash(token), label, createdBy: actorId(work) }, work.now);
  await work.audit({ subjectKind: 'check_link', subjectKey: link.id, before: null, after: { fleet, label } });
  await work.publish({ name: 'fleet.check_link_created', subject: link.id, data: placed(fleet) });
  return done({ ...linkView(link, new Map()), url: `${work.publicAddress}/check?token=${token}` });
}

export async function revokeCheckLink(work: Work, id: string): Promise<Outcome<CheckLink>> {
  const link = await revokeCheckLinkRow(work.db, id, actorId(work), work.now);
  if (link === undefined) return refuse('not_found');
  await work.audit({ subjectKind: 'check_link', subjectKey: id, before: { revoked: false }, after: { revoked: true } });
  await work.publish({ name: 'fleet.check_link_revoked', subject: id, data: placed(link.fleet) });
  return done(linkView(link, new Map()));
}

export async function readCheckLinks(work: Work, fleet: string): Promise<Outcome<{ items: CheckLink[] }>> {
  const links = await listCheckLinks(work.db, fleet);
  const names = await namesOf(work.db, links.flatMap(({ createdBy }) => createdBy ?? []));
  return done({ items: links.map((link) => linkView(link, names)) });
}

function linkView({ id, fleet, label, createdBy, createdAt, usedAt, revokedAt }: CheckLinkRow, names: ReadonlyMap<string, string>): CheckLink {
  const name = createdBy === null ? undefined : names.get(createdBy);
  return {
    id, fleet, label, createdAt: createdAt.toISOString(),
    ...(name === undefined ? {} : { createdBy: name }),
    ...(usedAt === null ? {} : { usedAt: usedAt.toISOString() }),
    ...(revokedAt === null ? {} : { revokedAt: revokedAt.toISOString() }),
  };
}
