import { largestCodePicture, type CodesOfGroup, type EnterGroupCode, type ShownCode } from '../../../common/contract/group-codes.ts';
import { readCodeExpiry } from '../../../common/contract/code-expiry.ts';
import type { ProductParts } from '../../parts.ts';
import { done, refuse, sameSecret, type Database, type Outcome, type Secrets, type Work } from '../../platform/index.ts';
import { readPicture, type FileAnswer, type StoredFile } from '../../platform/files/index.ts';
import type { CodeEnding } from '../schema-codes.ts';
import { endCode, findCode, insertCode, liveCodes, lockGroupForCode, openCode, reviveCode, type Code } from '../store/codes.ts';
import { fleetOfGroup } from '../store/groups.ts';
import { passOf, pictureOf } from './code-picture.ts';
import { codesOfGroup } from './list-codes.ts';
import { placed } from './locked-fleet.ts';

export type CodesParts = Pick<ProductParts, 'reader' | 'files'>;
type Doing = { parts: CodesParts; work: Work };

export function timeZoneOf({ reader }: Pick<ProductParts, 'reader'>): string {
  return reader.current().centre?.settings.timeZone ?? 'Asia/Shanghai';
}

/** A code as whoever may scan it is shown it. */
export function shownCode(secrets: Secrets, { id, content, expiresAt }: Code): ShownCode {
  return { id, picture: pictureOf(secrets, id), ...(content === null ? {} : { content }), ...(expiresAt === null ? {} : { expiresAt: expiresAt.toISOString() }) };
}

/** Takes a picture in, before the transaction: only what draws is kept of it (B4, B10). */
export async function takePicture({ parts, work }: Doing, { picture, content }: EnterGroupCode): Promise<Outcome<StoredFile | undefined>> {
  if (picture === undefined) return content === undefined ? refuse('invalid_input', { fields: [{ path: 'content', code: 'required' }] }) : done(undefined);
  if (content !== undefined) return refuse('invalid_input', { fields: [{ path: 'content', code: 'code_content_one' }] });
  const bytes = Buffer.from(picture.content, 'base64');
  if (bytes.length > largestCodePicture * 1024) return refuse('invalid_input', { fields: [{ path: 'picture', code: 'picture_too_large', parameters: { maximum: largestCodePicture } }] });
  const read = readPicture(bytes);
  if (!read.ok) return refuse('invalid_input', { fields: [{ path: 'picture', code: read.code, ...(read.code === 'picture_too_wide' ? { parameters: { maximum: 4096 } } : {}) }] });
  return parts.files.put(work.db, read.picture.bytes, { name: picture.name, maximumBytes: largestCodePicture * 1024 });
}

/** Enters a code; it is shown at once, in place of the one before it. [003] */
export async function enterGroupCode({ parts, work }: Doing, { group, content, expires = '', audience = 'admitted' }: EnterGroupCode, picture: Outcome<StoredFile | undefined>): Promise<Outcome<CodesOfGroup>> {
  if (!picture.ok) return picture;
  const expiry = readCodeExpiry(expires, work.now, timeZoneOf(parts));
  if (!expiry.ok) return refuse('invalid_input', { fields: [{ path: 'expires', code: expiry.code }] });
  if (!(await lockGroupForCode(work.db, group))) return refuse('not_found');
  const fleet = await fleetOfGroup(work.db, group);
  if (fleet === undefined) return refuse('not_found');
  const before = await openCode(work.db, group);
  if (before !== undefined) await finish({ parts, work }, before, 'replaced', actorId(work));
  const id = await insertCode(work.db, { groupId: group, content: content ?? null, fileId: picture.value?.id ?? null, audience, typed: expires, said: expiry.said, expiresAt: expiry.at, enteredBy: actorId(work) }, work.now);
  if (picture.value !== undefined) await parts.files.keep(work.db, picture.value.id);
  const words = (code: Pick<Code, 'audience' | 'expiresAt'>) => ({ group, audience: code.audience, expires: code.expiresAt?.toISOString() ?? null });
  await work.audit({ subjectKind: 'group_code', subjectKey: id, before: before === undefined ? null : words(before), after: words({ audience, expiresAt: expiry.at }) });
  await work.publish({ name: 'group.code_entered', subject: group, data: { ...placed(fleet), code: id } });
  return codesOfGroup(work, group);
}

/** Ends a code and tells of it. What it was is named no more; its picture is kept for a week, so that it can be brought back. */
export async function finish({ parts, work }: { parts: CodesParts; work: Pick<Work, 'db' | 'now' | 'publish'> }, code: Code, because: CodeEnding, by: string | null): Promise<boolean> {
  if (!(await endCode(work.db, code.id, because, by, work.now))) return false;
  if (code.fileId !== null) await parts.files.delete(work.db, code.fileId);
  const fleet = await fleetOfGroup(work.db, code.groupId);
  if (fleet !== undefined && because !== 'replaced') await work.publish({ name: 'group.code_ended', subject: code.groupId, data: { ...placed(fleet), code: code.id, because } });
  return true;
}

/** A moderator says that a code is dead, and is believed at once. [000] */
export async function markCodeDead(doing: Doing, id: string): Promise<Outcome<CodesOfGroup>> {
  const { work } = doing;
  const code = await lockCode(work.db, id);
  if (code === undefined) return refuse('not_found');
  if (await finish(doing, code, 'marked_dead', actorId(work))) await work.audit({ subjectKind: 'group_code', subjectKey: id, before: { ended: null }, after: { ended: 'marked_dead' } });
  return codesOfGroup(work, code.groupId);
}

/** Takes it back that a code is dead: it was none, or visitors were wrong. Not beyond its date, and not beside a newer one. */
export async function reviveGroupCode(doing: Doing, id: string): Promise<Outcome<CodesOfGroup>> {
  const { parts, work } = doing;
  const code = await lockCode(work.db, id);
  if (code === undefined) return refuse('not_found');
  const isOver = code.expiresAt !== null && code.expiresAt.getTime() <= work.now.getTime();
  if (isOver || (code.endedAt !== null && (await openCode(work.db, code.groupId)) !== undefined)) return refuse('too_late');
  if (code.endedAt !== null && code.fileId !== null) {
    await parts.files.restore(work.db, code.fileId);
    if ((await parts.files.read(work.db, code.fileId)) === undefined) return refuse('too_late');
  }
  await reviveCode(work.db, id);
  await work.audit({ subjectKind: 'group_code', subjectKey: id, before: { ended: code.endedBecause }, after: { ended: null } });
  const fleet = await fleetOfGroup(work.db, code.groupId);
  if (fleet !== undefined) await work.publish({ name: 'group.code_entered', subject: code.groupId, data: { ...placed(fleet), code: id } });
  return codesOfGroup(work, code.groupId);
}

/** The code as it stands under the lock of its group. */
export async function lockCode(db: Database, id: string): Promise<Code | undefined> {
  const found = await findCode(db, id);
  return found !== undefined && (await lockGroupForCode(db, found.groupId)) ? findCode(db, id) : undefined;
}

/** The picture of a code that lives, for who has its key. Drawing what a code says is left to the page. */
export async function readCodePicture({ parts, work }: Doing, { code: id, pass }: { code: string; pass: string }): Promise<Outcome<{ content?: string; file?: FileAnswer }>> {
  if (!sameSecret(pass, passOf(work.secrets, id))) return refuse('not_found');
  const code = await findCode(work.db, id);
  if (code === undefined || code.endedAt !== null || (code.expiresAt !== null && code.expiresAt.getTime() <= work.now.getTime())) return refuse('not_found');
  if (code.content !== null) return done({ content: code.content });
  const file = code.fileId === null ? undefined : await parts.files.read(work.db, code.fileId);
  return file === undefined ? refuse('not_found') : done({ file });
}

export function actorId({ actor }: Pick<Work, 'actor'>): string | null {
  return actor.kind === 'person' ? actor.id : null;
}

/** The codes of groups that live now, as whoever was admitted to them is shown them. */
export async function shownCodesOf({ db, now, secrets }: Pick<Work, 'db' | 'now' | 'secrets'>, groups: readonly string[]): Promise<Map<string, ShownCode>> {
  return new Map([...(await liveCodes(db, groups, now))].map(([group, code]) => [group, shownCode(secrets, code)]));
}
