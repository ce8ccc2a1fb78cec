import type { z } from 'zod';
import type { centreKindsSchema, deliveriesPageSchema, listDeliveriesSchema, listMailsSchema, mailsPageSchema, updateCentreKindSchema } from '../../../common/contract/notices.ts';
import { noticeKind, noticeKindNames } from '../../../common/contract/notice-kinds.ts';
import { findPerson } from '../../people/index.ts';
import { done, pageFrom, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import { listMails, readMail, retryMail, smtpSettings } from '../../platform/mail/index.ts';
import type { ProductParts } from '../../parts.ts';
import { failed, mailFailed } from '../draw.ts';
import { listTrouble, retryFailed } from '../store/deliveries.ts';
import { kindSettings, saveKindSetting, usualKind } from '../store/settings.ts';
import { readTimePlace } from './page-place.ts';

type Kinds = z.input<typeof centreKindsSchema>;

export async function readKinds(work: Work): Promise<Outcome<Kinds>> {
  const settings = await kindSettings(work.db);
  return done({ kinds: noticeKindNames.map((name) => ({ kind: name, urgency: noticeKind(name).urgency, fixed: noticeKind(name).concerned === 'only', ...(settings.get(name) ?? usualKind) })) });
}

export async function updateKind(work: Work, { kind, enabled, recipients }: z.output<typeof updateCentreKindSchema>): Promise<Outcome<Kinds>> {
  const before = (await kindSettings(work.db)).get(kind) ?? usualKind;
  await saveKindSetting(work.db, kind, { enabled, recipients });
  await work.audit({ subjectKind: 'notice_kind', subjectKey: kind, before, after: { enabled, recipients } });
  return readKinds(work);
}

/** Notices that did not arrive, with the reason in words. */
export async function listDeliveries(work: Work, input: z.output<typeof listDeliveriesSchema>): Promise<Outcome<z.input<typeof deliveriesPageSchema>>> {
  const { db, language } = work;
  const place = readTimePlace(input.cursor);
  if (!place.ok) return place;
  const rows = await listTrouble(db, { state: input.state, place: place.value, limit: rowsToRead(input.limit) });
  const names = new Map<string, string>();
  for (const person of new Set(rows.flatMap(({ personId }) => personId ?? []))) names.set(person, (await findPerson(db, person))?.name ?? '–');
  return done(
    pageFrom(rows, input.limit, (row) => ({
      id: row.id, kind: row.kind, target: row.target, state: row.state, attempts: row.attempts, at: row.createdAt.toISOString(),
      to: (row.personId === null ? row.bot : names.get(row.personId)) ?? '–',
      problem: failed(row.errorCode, row.errorDetail, language),
      ...(row.state === 'failed' ? {} : { nextAttemptAt: row.nextAttemptAt.toISOString() }),
    }), (row) => [row.createdAt.toISOString(), row.id]),
  );
}

export async function retryDelivery(work: Work, id: string): Promise<Outcome<Record<string, never>>> {
  if (!(await retryFailed(work.db, id, work.now))) return refuse('not_found');
  await work.audit({ subjectKind: 'notice_delivery', subjectKey: id, before: { state: 'failed' }, after: { state: 'waiting' } });
  return done({});
}

/** Mails that went out or did not: to whom, about what, when; never what they say. */
export async function listSentMails({ configuration }: Pick<ProductParts, 'configuration'>, work: Work, input: z.output<typeof listMailsSchema>): Promise<Outcome<z.input<typeof mailsPageSchema>>> {
  const place = readTimePlace(input.cursor);
  if (!place.ok) return place;
  const rows = await listMails(work.db, { state: input.state, recipient: input.recipient, place: place.value, limit: rowsToRead(input.limit) });
  const smtp = smtpSettings(configuration);
  return done({
    ...pageFrom(rows, input.limit, (mail) => ({
      id: mail.id, kind: mail.kind, recipient: mail.recipient.slice(0, 320), subject: mail.subject.slice(0, 1000), state: mail.state, attempts: mail.attempts, at: mail.createdAt.toISOString(), retryable: mail.retryable,
      ...(mail.errorCode === null || mail.state === 'sent' ? {} : { problem: mailFailed({ code: mail.errorCode, detail: mail.lastError ?? '' }, work.language) }),
      ...(mail.endedAt === null ? {} : { endedAt: mail.endedAt.toISOString() }),
      ...(mail.state === 'waiting' && mail.attempts > 0 ? { nextAttemptAt: mail.nextAttemptAt.toISOString() } : {}),
    }), (mail) => [mail.createdAt.toISOString(), mail.id]),
    caught: smtp === undefined,
    ...(smtp === undefined ? {} : { server: `${smtp.host}:${smtp.port}`, from: smtp.from.address }),
  });
}

export async function retrySentMail(work: Work, id: string): Promise<Outcome<Record<string, never>>> {
  const mail = await readMail(work.db, id);
  if (mail === undefined || !(await retryMail(work.db, id, work.now))) return refuse('not_found');
  await work.audit({ subjectKind: 'mail', subjectKey: id, before: { state: 'failed' }, after: { state: 'waiting', kind: mail.kind } });
  return done({});
}
