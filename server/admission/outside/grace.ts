import { translator } from '../../../common/i18n/messages.ts';
import type { Language } from '../../../common/contract/text.ts';
import { admissionOutsideMailMessages } from '../../../common/locales/admission-outside-mail/index.ts';
import type { ProductParts } from '../../parts.ts';
import { lockFleet } from '../../groups/index.ts';
import { publicAddressOf } from '../../notices/index.ts';
import { identitiesOf, mailboxOf } from '../../people/index.ts';
import type { AuditRecord, Database, Work } from '../../platform/index.ts';
import { postMail } from '../../platform/mail/index.ts';
import { fleetNames } from '../reach.ts';
import { statusToken } from '../identity-hash.ts';
import type { GraceWindows } from '../ports.ts';
import { windowEnd } from '../rules/outage.ts';
import { fleetsThatAsk } from './products.ts';
import { addLifted, insertWindow, liftStrikesById, setWindowEnd, strikesWithin, timesOf, windowAt, type KeptWindow, type StrikeInWindow } from './store/outages.ts';

/** What opening and closing windows works with: an operation's `Work`, or a job's step with its time. */
export type GraceWork = Pick<Work, 'db' | 'now' | 'publish'> & { audit(record: AuditRecord): Promise<void> };
type Parts = Pick<ProductParts, 'reader' | 'configuration' | 'secrets'>;

/** In which window an application was made, if in any; only what a probe saw or an operator declared opens one (H3). */
export const graceWindows: GraceWindows = {
  async at(work, { product, at }) {
    const window = await windowAt(work.db, product, at);
    if (window === undefined) return undefined;
    const end = windowEnd(timesOf(window));
    return { id: window.id, kind: window.kind, from: window.from.toISOString(), ...(end > work.now.getTime() ? {} : { until: new Date(end).toISOString() }) };
  },
};

/**
 * Opens a window and lifts what was counted in it before it was noticed. The locks of all fleets that ask for this product's UID come first:
 * what is being decided is decided before, and its strike is found; what comes after finds the window. [002]
 */
export async function openWindow(parts: Parts, work: GraceWork, window: Pick<KeptWindow, 'product' | 'kind' | 'from' | 'endsBy' | 'note' | 'byPerson'>): Promise<KeptWindow> {
  const fleets = fleetsThatAsk(parts, window.product);
  for (const fleet of fleets) await lockFleet(work.db, fleet);
  const opened = await insertWindow(work.db, { ...window, noticedAt: work.now });
  await work.audit({ subjectKind: 'grace_window', subjectKey: opened.id, before: null, after: recordedWindow(opened) });
  await work.publish({ name: 'grace.began', subject: opened.id, data: { product: opened.product, kind: opened.kind, from: opened.from.toISOString() } });
  const strikes = await strikesWithin(work.db, fleets, opened.from, new Date(Math.min(windowEnd(timesOf(opened)), work.now.getTime() + 1)));
  await liftAll(parts, work, opened, strikes);
  return { ...opened, liftedStrikes: strikes.length };
}

async function liftAll(parts: Parts, work: GraceWork, window: KeptWindow, strikes: readonly StrikeInWindow[]): Promise<void> {
  await liftStrikesById(work.db, strikes.map(({ id }) => id), `grace:${window.id}`, work.now);
  if (strikes.length > 0) await addLifted(work.db, window.id, strikes.length);
  for (const { id, fleet, applicationId, personId, language } of strikes) {
    await work.audit({ subjectKind: 'strike', subjectKey: id, before: { fleet, counts: true }, after: { fleet, counts: false, reason: `grace:${window.id}` } });
    await work.publish({ name: 'strike.lifted', subject: id, data: { fleet, scope: { kind: 'fleet', key: fleet }, application: applicationId } });
    if (personId !== undefined) await tellApplicant(parts, work, { applicationId, personId, fleet, language, what: 'lifted' });
  }
}

type Telling = { applicationId: string; personId: string; fleet: string; language: Language; what: 'lifted' | 'uid_owed'; until?: Date };

/** Writes to an applicant, in their language, with the link of their application; to nobody whose address is not proven. */
export async function tellApplicant(parts: Parts, work: { db: Database; now: Date }, { applicationId, personId, fleet, language, what, until }: Telling): Promise<void> {
  const proven = (await identitiesOf(work.db, personId)).find(({ kind, provenAt }) => kind === 'email' && provenAt !== undefined);
  if (proven === undefined) return;
  const t = translator(admissionOutsideMailMessages, language);
  const home = publicAddressOf(parts);
  const called = (await fleetNames(work.db, [fleet], language)).get(fleet) ?? fleet;
  const timeZone = parts.reader.current().centre?.settings.timeZone ?? 'Asia/Shanghai';
  const address = `${home}/applications/status?token=${statusToken(parts.secrets, applicationId)}`;
  const words = { fleet: called, address, until: until === undefined ? '' : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(until) };
  const [subject, text, label] = what === 'lifted' ? [t('lifted_subject', words), t('lifted_text', words), t('status_button')] : [t('owed_subject', words), t('owed_text', words), t('owed_button')];
  await postMail(work.db, { kind: `admission.${what}`, to: { address: mailboxOf(proven.typed) ?? proven.typed }, language, subject, text, button: { label, address }, secret: true }, work.now);
}

/** Closes a window now, or at an earlier moment at which it was over. */
export async function closeWindow(work: GraceWork, window: KeptWindow, until: Date): Promise<KeptWindow> {
  await setWindowEnd(work.db, window.id, { until });
  await work.audit({ subjectKind: 'grace_window', subjectKey: window.id, before: recordedWindow(window), after: { ...recordedWindow(window), until: until.toISOString() } });
  await work.publish({ name: 'grace.ended', subject: window.id, data: { product: window.product, kind: window.kind } });
  return { ...window, until };
}

/** Takes the end of a window back, and lifts what was counted since; the locks come as where a window is opened. */
export async function resumeWindow(parts: Parts, work: GraceWork, window: KeptWindow, until: Date): Promise<KeptWindow> {
  const fleets = fleetsThatAsk(parts, window.product);
  for (const fleet of fleets) await lockFleet(work.db, fleet);
  const resumed: KeptWindow = { ...window, until: undefined };
  await setWindowEnd(work.db, window.id, { until: null });
  await work.audit({ subjectKind: 'grace_window', subjectKey: window.id, before: recordedWindow(window), after: recordedWindow(resumed) });
  await work.publish({ name: 'grace.began', subject: window.id, data: { product: window.product, kind: window.kind, from: window.from.toISOString() } });
  const strikes = await strikesWithin(work.db, fleets, until, new Date(work.now.getTime() + 1));
  await liftAll(parts, work, resumed, strikes);
  return { ...resumed, liftedStrikes: window.liftedStrikes + strikes.length };
}

function recordedWindow({ product, kind, from, until, endsBy, note }: KeptWindow): object {
  return { product, kind, from: from.toISOString(), endsBy: endsBy.toISOString(), ...(until === undefined ? {} : { until: until.toISOString() }), ...(note === undefined ? {} : { note }) };
}
