import { randomInt } from 'node:crypto';
import type { z } from 'zod';
import type { askHumanCodeSchema, humanCodeAskedSchema } from '../../../common/contract/human-check.ts';
import { translator } from '../../../common/i18n/messages.ts';
import { admissionOutsideMailMessages } from '../../../common/locales/admission-outside-mail/index.ts';
import { identitiesOf, mailboxOf } from '../../people/index.ts';
import { done, newId, refuse, type Outcome, type Work } from '../../platform/index.ts';
import { humanCodeHash } from './human.ts';
import { takeJoinUse } from './limits.ts';
import { insertHumanCode } from './store/proofs.ts';

const codeMinutes = 10;

/** Counts the asking, before the transaction; seconds to wait, or 0. */
export async function countHumanCode(work: Work): Promise<number> {
  return work.actor.kind === 'person' ? takeJoinUse(work, 'human_code', work.actor.id) : 0;
}

/** Mails six digits to a proven address of whoever is signed in, in place of the browser's work. */
export async function askHumanCode(work: Work, { fleet }: z.output<typeof askHumanCodeSchema>, wait: number): Promise<Outcome<z.input<typeof humanCodeAskedSchema>>> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  if (wait > 0) return refuse('too_many_requests', { parameters: { seconds: wait } });
  const proven = (await identitiesOf(work.db, work.actor.id)).find(({ kind, provenAt }) => kind === 'email' && provenAt !== undefined);
  const address = proven === undefined ? undefined : (mailboxOf(proven.typed) ?? proven.typed);
  if (address === undefined) return refuse('not_found');
  const id = newId(work.now);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await insertHumanCode(work.db, { id, personId: work.actor.id, fleet, codeHash: humanCodeHash(work.secrets, id, code), now: work.now, until: new Date(work.now.getTime() + codeMinutes * 60_000) });
  const t = translator(admissionOutsideMailMessages, work.language);
  const { host } = new URL(work.publicAddress);
  await work.sendMail({ kind: 'admission.human_code', to: { address }, language: work.language, subject: t('code_subject', { host }), text: t('code_text', { code, minutes: codeMinutes }), secret: true });
  return done({ to: hidden(address) });
}

/** An address by which its owner knows it and nobody learns it. */
function hidden(address: string): string {
  const at = address.lastIndexOf('@');
  const [name, domain] = [address.slice(0, at), address.slice(at)];
  return `${name.slice(0, 1)}***${name.length > 3 ? name.slice(-1) : ''}${domain}`;
}
