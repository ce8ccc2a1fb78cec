import type { z } from 'zod';
import { endings, type ApplicationStatus, type Finding } from '../../../common/contract/admission.ts';
import { admissionDefaults } from '../../../common/contract/admission-policy.ts';
import type { atApplication, ownApplicationsSchema } from '../../../common/contract/applying.ts';
import { inLanguage, type Language } from '../../../common/contract/text.ts';
import { formatMessage, type Dictionary } from '../../../common/i18n/messages.ts';
import { admissionToldMessages } from '../../../common/locales/admission-told/index.ts';
import { findFleetRow, findSeat, groupsOfFleet, groupsOfPersons, joinCodeOfSeat, shownCodesOf, type DescribedFleet, type GroupFacts, type Seat } from '../../groups/index.ts';
import { identitiesOf } from '../../people/index.ts';
import { done, fieldSentence, refuse, type Database, type Outcome, type Work } from '../../platform/index.ts';
import { applicationFor, provenEmails } from '../access.ts';
import { groupNames } from '../group-names.ts';
import { identityHash } from '../identity-hash.ts';
import { correctUntil, endingOf } from '../rules/ending.ts';
import { applicationsOf, positionOf, remindedAt, type Application } from '../store/applications.ts';
import { countStrikes, isStrikeLifted } from '../store/barred.ts';
import { lastDecision, type StoredDecision } from '../store/decisions.ts';
import { hasAppeal } from '../store/own-appeals.ts';
import { usualWaitOf } from '../store/usual-wait.ts';
import { fieldsToCorrect } from './fields-to-correct.ts';
import { rejectReasonFor } from './reject-reasons.ts';

type Reading = Pick<Work, 'db' | 'now' | 'language' | 'secrets'>;

/** How an application stands, for its applicant or whoever has its link. Before the address is proven it tells nothing but that. */
export async function readApplicationStatus(work: Work, { application: reference }: z.output<typeof atApplication>): Promise<Outcome<ApplicationStatus>> {
  const found = await applicationFor(work.db, work.actor, reference);
  const status = found === undefined ? undefined : await statusOf(work, found.application);
  return status === undefined ? refuse('not_found') : done(status);
}

/** A person's own applications, the latest first. */
export async function listOwnApplications(work: Work): Promise<Outcome<z.input<typeof ownApplicationsSchema>>> {
  if (work.actor.kind !== 'person') return refuse('not_found');
  const emails = await provenEmails(work.db, work.actor.id);
  const applications = await applicationsOf(work.db, work.actor.id, emails.map(({ canonical }) => canonical), 100);
  const items: ApplicationStatus[] = [];
  for (const application of applications) {
    const status = await statusOf(work, application);
    if (status !== undefined) items.push(status);
  }
  return done({ items });
}

async function statusOf(work: Reading, application: Application): Promise<ApplicationStatus | undefined> {
  const fleet = await findFleetRow(work.db, application.fleet);
  if (fleet === undefined) return undefined;
  const { settings } = fleet;
  const [decision, seat] = [await lastDecision(work.db, application.id), application.seatId === undefined ? undefined : await findSeat(work.db, application.seatId)];
  const { id, state, submittedAt, decidedAt, answers, revision } = application;
  const isOut = state === 'joined' && (application.endedAt !== undefined || seat?.state === 'ended') && !(await isBack(work.db, application));
  // What can be mended is told with the cure, as beside the field.
  const cures = new Map((state === 'awaiting_correction' ? fieldsToCorrect(decision?.findings ?? [], settings.admission ?? {}, work.language) : []).map((field) => [field.code, fieldSentence(field, work.language)]));
  const position = state === 'waitlisted' && application.offerUntil === undefined ? await positionOf(work.db, application) : undefined;
  const offered = state === 'waitlisted' && application.offerUntil !== undefined && application.offerUntil > work.now ? application.offerUntil : undefined;
  const held = state === 'approved' && seat?.state === 'reserved' ? await howToGetIn(work, settings, seat) : undefined;
  return {
    id, fleet: fleet.key, fleetName: inLanguage(settings.name ?? settings.topicName, work.language), topicName: inLanguage(settings.topicName, work.language), state, submittedAt: submittedAt.toISOString(), answers, revision,
    ...(decidedAt === undefined ? {} : { decidedAt: decidedAt.toISOString() }),
    ...(state === 'joined' || state === 'approved' ? await groupOf(work, application, settings) : {}),
    findings: toldFindings(decision?.findings ?? []).map(({ check, verdict, reason, parameters }) => ({ check, verdict, text: cures.get(reason) ?? toldText({ reason, parameters }, work.language) })),
    ...(state === 'rejected' ? await rejection(work, application, decision, settings) : {}),
    ...(position === undefined ? {} : { position }),
    usualWait: (await usualWaitOf(work.db, fleet.key, work.now, state === 'in_review' || state === 'waitlisted' ? state : undefined)) ?? null,
    ...(isOut || state === 'expired' || state === 'withdrawn' ? endedBecause(application, decision, isOut ? seat : undefined) : {}),
    ...(state === 'awaiting_correction' && decision !== undefined ? { correctUntil: correctUntil(decision.at, remindedAt(application)).toISOString() } : {}),
    ...(offered === undefined ? {} : { offer: { until: offered.toISOString() } }),
    ...(held === undefined ? {} : { seat: held }),
    may: {
      withdraw: ['awaiting_verification', 'awaiting_correction', 'in_review', 'waitlisted', 'approved'].includes(state),
      correct: state === 'awaiting_correction', accept: offered !== undefined, confirm: held !== undefined,
      appeal: state === 'rejected' && !(await hasAppeal(work.db, id)), giveUid: application.uidOwedUntil !== undefined && !isOut,
    },
  };
}

/**
 * An applicant reads what concerns them, and of bars and strikes only what stands in the way. Whoever is barred reads that alone: every further
 * application would else still tell whether a UID exists. What was found about an account that they only claim is never told: it would say
 * whether somebody else is barred. Such a review looks like any other. [002]
 */
function toldFindings(findings: readonly Finding[]): Finding[] {
  const ofBars = ({ check }: Finding) => check === 'banned' || check === 'strikes';
  const barred = findings.filter((finding) => ofBars(finding) && finding.verdict === 'wrong');
  return barred.length > 0 ? barred : findings.filter((finding) => !ofBars(finding) && (finding.verdict !== 'ok' || (finding.check !== 'sibling' && finding.reason !== 'audience_everyone')));
}

/** What a check found, in plain words that tell nothing about anybody else. */
export function toldText({ reason, parameters }: Pick<Finding, 'reason' | 'parameters'>, language: Language): string {
  const texts: Dictionary = admissionToldMessages[language];
  const text = texts[reason];
  return text === undefined ? reason : formatMessage(text, language, parameters);
}

/** Whether somebody who left, or was taken out, is in their group again by another seat. */
async function isBack(db: Database, { personId, groupId }: Application): Promise<boolean> {
  return personId !== undefined && groupId !== undefined && (await groupsOfPersons(db, [personId])).get(personId)?.has(groupId) === true;
}

/**
 * Why an application came to nothing though nobody said no, or, with the seat that ended, why they are in no more. What was never decided had
 * nobody behind it who proved an address.
 */
function endedBecause({ state, evidence, endedAt }: Application, decision: StoredDecision | undefined, seat: Pick<Seat, 'endedBecause' | 'endedAt'> | undefined): Pick<ApplicationStatus, 'ended' | 'endedAt'> {
  const kept = endings.find((ending) => ending === evidence['ended']);
  if (state === 'joined') {
    const since = endedAt ?? seat?.endedAt;
    return { ended: kept ?? endingOf(seat?.endedBecause ?? null), ...(since == null ? {} : { endedAt: since.toISOString() }) };
  }
  if (kept !== undefined) return { ended: kept };
  return decision === undefined && state === 'expired' ? { ended: 'not_proven' } : {};
}

async function groupOf({ db, language }: Reading, { groupId, fleet }: Application, settings: DescribedFleet): Promise<Pick<ApplicationStatus, 'group'>> {
  const groups = groupId === undefined ? [] : await groupsOfFleet(db, settings, 'all');
  const group: GroupFacts | undefined = groups.find(({ id }) => id === groupId);
  if (group === undefined) return {};
  const name = (await groupNames(db, [fleet], language)).get(group.id) ?? '';
  const { term } = group.entry;
  return { group: { id: group.id, name, ...(term === undefined ? {} : { term }) } };
}

async function howToGetIn(work: Reading, settings: DescribedFleet, seat: Seat): Promise<NonNullable<ApplicationStatus['seat']>> {
  const entry = (await groupsOfFleet(work.db, settings, 'all')).find(({ id }) => id === seat.groupId)?.entry;
  const code = await joinCodeOfSeat(work, seat.id);
  const shown = (await shownCodesOf(work, [seat.groupId])).get(seat.groupId);
  return {
    until: (seat.expiresAt ?? work.now).toISOString(),
    ...(code === undefined ? {} : { code: code.code }),
    ...(entry?.number === undefined ? {} : { number: entry.number }),
    ...(entry?.link === undefined ? {} : { link: entry.link }),
    ...(entry?.handle === undefined ? {} : { handle: entry.handle }),
    ...(shown === undefined ? {} : { picture: { id: shown.id, address: shown.picture, ...(shown.expiresAt === undefined ? {} : { until: shown.expiresAt }) } }),
    steps: (settings.howToJoin ?? []).map((step) => inLanguage(step, work.language)),
  };
}

/** Why it was rejected, whether that counts, and how many chances are left. [002] */
export async function rejection(work: Reading, { personId, fleet }: Pick<Application, 'personId' | 'fleet'>, decision: StoredDecision | undefined, settings: Pick<DescribedFleet, 'admission'>): Promise<Pick<ApplicationStatus, 'reason' | 'counted' | 'chancesLeft'>> {
  if (decision === undefined) return {};
  const list = settings.admission?.strikeList ?? admissionDefaults.strikeList;
  const chances = settings.admission?.chances ?? admissionDefaults.chances;
  const held = personId === undefined ? 0 : await strikesOf(work, personId, list);
  const counted = decision.counted && !(await isStrikeLifted(work.db, decision.id));
  const reason = await reasonOf(work.db, decision, fleet, work.language);
  return { ...(reason === undefined ? {} : { reason }), counted, chancesLeft: Math.max(0, chances - held) };
}

async function strikesOf({ db, secrets }: Reading, personId: string, list: string): Promise<number> {
  const proven = (await identitiesOf(db, personId)).filter(({ provenAt }) => provenAt !== undefined).map((identity) => identityHash(secrets, identity));
  return countStrikes(db, { list, personId, proven });
}

/** The moderator's words or template, else what the check says that stands in the way. */
async function reasonOf(db: Database, { template, reason, findings }: StoredDecision, fleet: string, language: Language): Promise<string | undefined> {
  const text = template === undefined ? undefined : await rejectReasonFor(db, template, fleet);
  const said = [text === undefined ? undefined : inLanguage(text, language), reason].filter((part) => part !== undefined);
  if (said.length > 0) return said.join('\n');
  const rejecting = findings.find(({ effect }) => effect === 'reject' || effect === 'reject_and_count');
  return rejecting === undefined ? undefined : toldText(rejecting, language);
}
