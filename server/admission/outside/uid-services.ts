import type { z } from 'zod';
import { translator } from '../../../common/i18n/messages.ts';
import type { byProductSchema, PutUidService, tryUidServiceSchema, UidServiceSettings, uidServiceSchema, uidServicesSchema, uidTriedSchema } from '../../../common/contract/uid-service.ts';
import { admissionOutsideMessages } from '../../../common/locales/admission-outside/index.ts';
import type { ProductParts } from '../../parts.ts';
import { done, refuse, type Outcome, type Work, type WrongField } from '../../platform/index.ts';
import { readUid } from '../rules/checks/uid.ts';
import { pointersIn } from '../rules/uid-answer.ts';
import { fillAddress, needsEmail, templateProblem } from '../rules/uid-request.ts';
import { askService, openHeaders, sealHeaders, type SecretHeader } from './ask-uid.ts';
import { isProduct } from './products.ts';
import { findUidService, insertUidService, listUidServices, setUidServiceDeleted, updateUidService, type KeptUidService } from './store/uid-services.ts';

type Shown = z.input<typeof uidServiceSchema>;

/** A service as operators see it: of its secret headers the names, never what they say. */
function shown(work: Work, { settings, sealedHeaders, revision }: KeptUidService): Shown {
  return { ...settings, secretHeaders: (openHeaders(work.secrets, sealedHeaders) ?? []).map(({ name }) => ({ name })), revision };
}

const recorded = (settings: UidServiceSettings, names: readonly string[]) => ({ ...settings, secretHeaders: names });

export async function showUidServices(work: Work): Promise<Outcome<z.input<typeof uidServicesSchema>>> {
  return done({ items: (await listUidServices(work.db)).map((service) => shown(work, service)) });
}

/** Makes or changes how a product is asked. */
export function putUidServiceWith(parts: Pick<ProductParts, 'reader'>) {
  return async (work: Work, input: PutUidService): Promise<Outcome<Shown>> => {
    const { secretHeaders, revision, ...settings } = input;
    if (!isProduct(parts, settings.product)) return refuse('not_found');
    const before = await findUidService(work.db, settings.product);
    const known = before === undefined ? [] : openHeaders(work.secrets, before.sealedHeaders);
    // Under another key of the centre nothing is known any more: every secret has to be given again.
    const kept = known ?? [];
    const fields = [...wrongFields(settings), ...wrongSecrets(secretHeaders, kept, before?.settings.url, settings.url)];
    if (fields.length > 0) return refuse('invalid_input', { fields });
    const headers = secretHeaders.map(({ name, value }): SecretHeader => ({ name, value: value ?? kept.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value ?? '' }));
    const sealed = sealHeaders(work.secrets, headers);
    if (revision === 0) {
      if (!(await insertUidService(work.db, settings, sealed, work.now))) return refuse('already_exists');
    } else if ((await updateUidService(work.db, settings, sealed, revision)) === undefined) return refuse(before === undefined ? 'not_found' : 'stale_revision');
    const names = headers.map(({ name }) => name);
    await work.audit({
      subjectKind: 'uid_service', subjectKey: settings.product,
      before: before === undefined ? null : recorded(before.settings, kept.map(({ name }) => name)),
      after: { ...recorded(settings, names), ...(secretHeaders.some(({ value }) => value !== undefined) ? { newSecret: true } : {}) },
    });
    await work.publish({ name: 'uid_service.changed', subject: settings.product });
    return done({ ...settings, secretHeaders: names.map((name) => ({ name })), revision: revision + 1 });
  };
}

function wrongFields(settings: UidServiceSettings): WrongField[] {
  const problem = templateProblem(settings.url, { needsEmail: settings.mode === 'match' && !needsEmail(settings) });
  const asksUid = [settings.url, ...settings.body.map(({ value }) => value)].some((text) => text.includes('{uid}'));
  return [
    ...(problem === undefined ? [] : [{ path: 'url', code: problem }]),
    ...(asksUid ? [] : [{ path: 'url', code: 'template_uid' }]),
    ...(settings.mode === 'match' && settings.matchPath === undefined ? [{ path: 'matchPath', code: 'required' }] : []),
    ...(settings.mode === 'look_up' && settings.emailPath === undefined ? [{ path: 'emailPath', code: 'required' }] : []),
    ...(settings.method === 'GET' && settings.body.length > 0 ? [{ path: 'body', code: 'body_of_get' }] : []),
  ];
}

/** A secret goes only to the place for which it was given: under another host every one is given anew. */
function wrongSecrets(headers: PutUidService['secretHeaders'], kept: readonly SecretHeader[], before: string | undefined, after: string): WrongField[] {
  const moved = before !== undefined && originOf(before) !== originOf(after);
  return headers.flatMap(({ name, value }, index) => (value === undefined && (moved || !kept.some((one) => one.name.toLowerCase() === name.toLowerCase())) ? [{ path: `secretHeaders.${index}.value`, code: 'required' }] : []));
}

function originOf(template: string): string | undefined {
  const filled = fillAddress(template, { uid: '1', email: 'a@example.com' });
  return filled === undefined ? undefined : new URL(filled).origin;
}

export async function deleteUidService(work: Work, { product }: z.output<typeof byProductSchema>): Promise<Outcome<{ product: string }>> {
  const before = await findUidService(work.db, product);
  if (before === undefined || !(await setUidServiceDeleted(work.db, product, work.now))) return refuse('not_found');
  await work.audit({ subjectKind: 'uid_service', subjectKey: product, before: before.settings, after: null });
  await work.publish({ name: 'uid_service.changed', subject: product });
  return done({ product });
}

export async function restoreUidService(work: Work, { product }: z.output<typeof byProductSchema>): Promise<Outcome<Shown>> {
  if (!(await setUidServiceDeleted(work.db, product, null))) return refuse('not_found');
  const service = await findUidService(work.db, product);
  if (service === undefined) return refuse('not_found');
  await work.audit({ subjectKind: 'uid_service', subjectKey: product, before: null, after: service.settings });
  await work.publish({ name: 'uid_service.changed', subject: product });
  return done(shown(work, service));
}

type Tried = z.input<typeof uidTriedSchema>;

/** Asks about one UID and one address, and explains in words what came of it. It counts for nobody and changes nothing. */
export function tryUidServiceWith(parts: Pick<ProductParts, 'outbound'>) {
  return async (work: Work, input: z.output<typeof tryUidServiceSchema>): Promise<Tried | undefined> => {
    const service = await findUidService(work.db, input.product);
    if (service === undefined) return undefined;
    const t = translator(admissionOutsideMessages, work.language);
    const uid = readUid(input.uid);
    if (uid === undefined) return { answer: 'malformed', reason: 'digits_only', explanation: t('uid_reason_digits_only'), milliseconds: 0, fields: [] };
    const started = performance.now();
    const { answer, reason, status, json } = await askService(parts.outbound, work.secrets, service, uid, [input.email.toLowerCase()]);
    const { matchPath, emailPath, mode } = service.settings;
    const path = (mode === 'match' ? matchPath : emailPath) ?? '';
    const explanation = t(`uid_reason_${reason}`, { status: String(status ?? ''), path, seconds: service.settings.timeoutSeconds });
    return { answer, reason, explanation, milliseconds: Math.round(performance.now() - started), fields: pointersIn(json), ...(status === undefined ? {} : { status }) };
  };
}
