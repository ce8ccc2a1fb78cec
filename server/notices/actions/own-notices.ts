import type { z } from 'zod';
import type { listNoticesSchema, markNoticesSchema, markedSchema, noticesPageSchema } from '../../../common/contract/notices.ts';
import { noticeKind } from '../../../common/contract/notice-kinds.ts';
import { done, pageFrom, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { linkOf, namesFor, sentenceOf } from '../draw.ts';
import { mayHear } from '../rules/recipients.ts';
import { countUnread, listReadersNotices, markNotices } from '../store/notices.ts';
import { readTimePlace } from './page-place.ts';

/** What was told to who asks, newest first, in their language. What they may no longer know is named, without its facts. */
export async function listNotices(work: Work, input: z.output<typeof listNoticesSchema>): Promise<Outcome<z.input<typeof noticesPageSchema>>> {
  const { actor, db, language } = work;
  if (actor.kind !== 'person') return refuse('not_found');
  const place = readTimePlace(input.cursor);
  if (!place.ok) return place;
  const rows = await listReadersNotices(db, actor.id, { unread: input.unread === true, place: place.value, limit: rowsToRead(input.limit) });
  const allowed = rows.map((row) => {
    const kind = noticeKind(row.kind);
    return mayHear(kind, { name: kind.event, subject: row.subject, data: row.data }, actor) ? row : { ...row, subject: '', data: {} };
  });
  const names = await namesFor(db, allowed);
  const page = pageFrom(allowed, input.limit, (row) => ({ id: row.id, kind: row.kind, urgency: noticeKind(row.kind).urgency, text: sentenceOf(row, language, names), link: linkOf(row), at: row.at.toISOString(), ...(row.readAt === null ? {} : { readAt: row.readAt.toISOString() }) }), (row) => [row.at.toISOString(), row.id]);
  return done({ ...page, unread: await countUnread(db, actor.id) });
}

/** Marks notices as read, or as unread again; answers which, so that it can be taken back. */
export async function markOwnNotices(work: Work, input: z.output<typeof markNoticesSchema>): Promise<Outcome<z.input<typeof markedSchema>>> {
  const { actor, db, now } = work;
  if (actor.kind !== 'person') return refuse('not_found');
  if (!input.read && input.ids === undefined) return refuse('invalid_input', { fields: [{ path: 'ids', code: 'required' }] });
  return done({ ids: await markNotices(db, actor.id, input.ids, input.read ? now : null) });
}
