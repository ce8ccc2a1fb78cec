import type { z } from 'zod';
import { openProposalLimit, type listProposalsSchema, type Proposal, type proposalsSchema, type resolveProposalSchema, type submitProposalSchema } from '../../../common/contract/proposal.ts';
import { done, newId, pageFrom, readIdCursor, refuse, rowsToRead, type Outcome, type Work } from '../../platform/index.ts';
import type { ConsentDoor } from '../ports.ts';
import { clearContact, countOpenProposals, insertProposal, listProposalRows, lockProposal, setProposalStatus } from '../store/proposals.ts';

/** Keeps what a visitor proposes for the operators; refused when more wait than anyone reads, or when the form's notice asks for an agreement that is not there. */
export async function submitProposal(consent: ConsentDoor, work: Work, input: z.output<typeof submitProposalSchema>): Promise<Outcome<{ id: string }>> {
  if ((await countOpenProposals(work.db)) >= openProposalLimit) return refuse('section_full', { parameters: { maximum: openProposalLimit } });
  const id = newId(work.now);
  const agreed = await consent.record(work, { form: 'proposal', notice: input.notice, consent: input.consent, subject: `proposal:${id}` });
  if (!agreed.ok) return agreed;
  await insertProposal(work.db, {
    id,
    kind: input.kind,
    text: input.text,
    contact: input.contact ?? null,
    page: input.page ?? null,
    language: work.language,
    created_at: work.now,
    status: 'open',
    handled_by: null,
    handled_at: null,
    note: null,
  });
  await work.publish({ name: 'proposal.submitted', subject: id });
  return done({ id });
}

/** Latest first, a page at a time. */
export async function listProposals(work: Work, input: z.output<typeof listProposalsSchema>): Promise<Outcome<z.input<typeof proposalsSchema>>> {
  const after = readIdCursor(input.cursor);
  if (!after.ok) return after;
  const found = await listProposalRows(work.db, input.status, after.value, rowsToRead(input.limit));
  return done({ ...pageFrom(found, input.limit, (proposal) => proposal, ({ id }) => [id]), open: await countOpenProposals(work.db) });
}

/** Decides about a proposal, or takes the decision back with the status open. The same decision twice changes nothing. */
export async function resolveProposal(work: Work, input: z.output<typeof resolveProposalSchema>): Promise<Outcome<Proposal>> {
  const before = await lockProposal(work.db, input.id);
  if (before === undefined) return refuse('not_found');
  if (before.status === input.status && before.note === input.note) return done(before);
  const decided = input.status !== 'open';
  const after = await setProposalStatus(work.db, input.id, {
    status: input.status,
    handledBy: decided && work.actor.kind !== 'anonymous' ? work.actor.name : null,
    handledAt: decided ? work.now : null,
    note: input.note ?? null,
  });
  const told = ({ status, note }: Proposal) => ({ status, ...(note === undefined ? {} : { note }) });
  await work.audit({ subjectKind: 'proposal', subjectKey: input.id, before: told(before), after: told(after) });
  await work.publish({ name: 'proposal.resolved', subject: input.id, data: { status: input.status } });
  return done(after);
}

/** Takes the contact off a proposal for good, as its sender may ask. What it was is not kept in the history either. */
export async function eraseProposalContact(work: Work, { id }: { id: string }): Promise<Outcome<{ erased: boolean }>> {
  if ((await lockProposal(work.db, id)) === undefined) return refuse('not_found');
  const erased = await clearContact(work.db, id);
  if (erased) await work.audit({ subjectKind: 'proposal', subjectKey: id, before: { contact: true }, after: { contact: false } });
  return done({ erased });
}
