import { centreTimeZone } from '../../centre-time.ts';
import { secretHash, newId, done, refuse, type Outcome, type PersonActor, type Work } from '../../platform/index.ts';
import type { z } from 'zod';
import { weekdays } from '../../../common/calendar/index.ts';
import type { addPushSchema, noticeSettingsSchema, updateNoticeSettingsSchema } from '../../../common/contract/notices.ts';
import { noticeKind, noticeKindNames, type NoticeKindName } from '../../../common/contract/notice-kinds.ts';
import { reachableScopes } from '../../../common/contract/rights.ts';
import { smtpSettings } from '../../platform/mail/index.ts';
import type { ProductParts } from '../../parts.ts';
import { pushKeys, subscriptionPurpose } from '../push.ts';
import { provenAddress } from '../receiver.ts';
import { neverAwake } from '../rules/timing.ts';
import { findBrowserId, keepBrowser, listBrowsers, removeBrowser } from '../store/push.ts';
import { kindSettings, saveSettings, settingsOf, usualKind, usualSettings } from '../store/settings.ts';

type Parts = Pick<ProductParts, 'configuration' | 'reader' | 'secrets'>;
type Settings = z.input<typeof noticeSettingsSchema>;

/** Kinds that somebody could hear of, by their roles or because they may be the person concerned. */
function kindsFor({ grants }: PersonActor): NoticeKindName[] {
  return noticeKindNames.filter((name) => {
    const kind = noticeKind(name);
    const scopes = reachableScopes(grants, kind.permission);
    return kind.concerned !== undefined || scopes === 'everywhere' || scopes.length > 0;
  });
}

export async function readSettings(parts: Parts, work: Work): Promise<Outcome<Settings>> {
  const { actor, db } = work;
  if (actor.kind !== 'person') return refuse('not_found');
  const settings = (await settingsOf(db, [actor.id])).get(actor.id) ?? usualSettings(centreTimeZone(parts.reader));
  const centre = await kindSettings(db);
  const email = await provenAddress(db, actor.id);
  const browsers = await listBrowsers(db, actor.id);
  const { kinds: switches, ...chosen } = settings;
  return done({
    ...chosen,
    ...(email === undefined ? {} : { email }),
    mailCaught: smtpSettings(parts.configuration) === undefined,
    kinds: kindsFor(actor).map((name) => {
      const kind = noticeKind(name);
      return { kind: name, urgency: kind.urgency, email: switches[name]?.email ?? kind.on.includes('email'), push: switches[name]?.push ?? kind.on.includes('push'), switchedOff: !(centre.get(name) ?? usualKind).enabled };
    }),
    push: { publicKey: pushKeys(parts.secrets).publicKey, browsers: browsers.map(({ id, label, createdAt, usedAt }) => ({ id, label, createdAt: createdAt.toISOString(), ...(usedAt === null ? {} : { usedAt: usedAt.toISOString() }) })) },
  });
}

export async function updateSettings(parts: Parts, work: Work, input: z.output<typeof updateNoticeSettingsSchema>): Promise<Outcome<Settings>> {
  const { actor, db } = work;
  if (actor.kind !== 'person') return refuse('not_found');
  if (neverAwake({ quiet: input.quiet })) return refuse('invalid_input', { fields: [{ path: 'quiet', code: 'quiet_never_ends' }] });
  const before = (await settingsOf(db, [actor.id])).get(actor.id);
  // Kinds that the form did not show (a role that rests, a newer program) keep what was chosen for them.
  const kinds = { ...before?.kinds, ...Object.fromEntries(input.kinds.map(({ kind, email, push }) => [kind, { email, push }])) };
  const quiet = Object.fromEntries(weekdays.flatMap((weekday) => ((input.quiet[weekday] ?? []).length === 0 ? [] : [[weekday, input.quiet[weekday]]])));
  const { timeZone, urgentPasses, digest, digestAt } = input;
  const saved = await saveSettings(db, actor.id, { revision: input.revision, timeZone, quiet, urgentPasses, digest, digestAt, kinds });
  if (saved === undefined) return refuse('stale_revision');
  return readSettings(parts, work);
}

const mostBrowsers = 20;

/** Remembers where a browser of who asks listens. The address alone would let anybody write to it, so it is kept sealed. */
export async function addBrowser(work: Work, input: z.output<typeof addPushSchema>): Promise<Outcome<{ id: string }>> {
  const { actor, db, now, secrets } = work;
  if (actor.kind !== 'person') return refuse('not_found');
  const { endpoint, p256dh, auth, label } = input;
  const endpointHash = secretHash(endpoint);
  const known = await findBrowserId(db, endpointHash);
  const browsers = await listBrowsers(db, actor.id);
  const [oldest] = browsers;
  if (known === undefined && browsers.length >= mostBrowsers && oldest !== undefined) await removeBrowser(db, oldest.id, actor.id);
  await keepBrowser(db, { id: newId(now), personId: actor.id, endpointHash, sealed: secrets.seal(subscriptionPurpose, JSON.stringify({ endpoint, p256dh, auth })), label, now });
  return done({ id: (await findBrowserId(db, endpointHash)) ?? '' });
}

export async function forgetBrowser(work: Work, { id }: { id: string }): Promise<Outcome<Record<string, never>>> {
  const { actor, db } = work;
  if (actor.kind !== 'person' || !(await removeBrowser(db, id, actor.id))) return refuse('not_found');
  return done({});
}
