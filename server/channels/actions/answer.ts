import type { Centre } from '../../../common/contract/centre.ts';
import type { AdviceQuestion, MyEntitlements } from '../../../common/contract/support.ts';
import type { Language } from '../../../common/contract/text.ts';
import { closest, done, refuse, type Outcome, type Work, type WrongField } from '../../platform/index.ts';
import { ownViews, type HeldEntitlement } from '../../services/index.ts';
import type { ChannelsParts } from '../ports.ts';
import { advise, type Answer } from '../rules/advise.ts';
import { compileCentre, type CentreFacts } from '../rules/facts.ts';
import type { AskedCase } from '../rules/finding.ts';
import { momentOf } from '../rules/hours.ts';
import { understandQuestion, type UnknownValue } from '../rules/understand-question.ts';
import { viewOf, type View } from '../views/view.ts';

const measuredDays = 30;

// A snapshot is never changed, only replaced: what was compiled for it lives as long as it does.
const compiled = new WeakMap<Centre, CentreFacts>();

/** The described centre, ready to be asked; `not_found` while it is empty. */
export function currentFacts({ reader }: ChannelsParts): Outcome<CentreFacts> {
  const { centre } = reader.current();
  if (centre === null) return refuse('not_found');
  const facts = compiled.get(centre) ?? compileCentre(centre);
  compiled.set(centre, facts);
  return done(facts);
}

/** What whoever asks may use; undefined for strangers, for programs of nobody, and for who has nothing and lately had nothing. */
export async function heldBy({ entitlementsOf }: ChannelsParts, work: Pick<Work, 'actor' | 'db' | 'now'>): Promise<readonly HeldEntitlement[]> {
  return work.actor.kind === 'person' ? entitlementsOf(work.db, work.actor.id, work.now) : [];
}

/** Answers a question at an instant, to somebody who holds `held`; a plan or subject that this centre does not have is `invalid_input`. */
export async function answerQuestion(parts: ChannelsParts, question: AdviceQuestion, at: Date, language: Language, held: readonly HeldEntitlement[] = []): Promise<Outcome<{ view: View; asked: AskedCase; answer: Answer; mine: MyEntitlements | undefined }>> {
  const facts = currentFacts(parts);
  if (!facts.ok) return facts;
  const { centre } = facts.value;
  const own = held.filter(({ best }) => best).map(({ facts: { product, plan }, kind }) => ({ product, plan, kind }));
  const counts = question.as !== 'anyone';
  const understood = understandQuestion(centre, question, counts ? own : []);
  if (!understood.ok) return refuse('invalid_input', { fields: understood.unknown.map(wrongField) });
  const measured = await parts.statistics.measured(centre.channels.map(({ key }) => key), new Date(at.getTime() - measuredDays * 86_400_000));
  const moment = momentOf(facts.value, at.getTime());
  const view = viewOf(moment, shownLanguage(centre, question.language ?? language), measured);
  const mine = held.length === 0 ? undefined : { counts, items: ownViews(parts, held, view.language) };
  return done({ view, asked: understood.asked, answer: advise(moment, understood.asked), mine });
}

/** A centre is shown in its own languages only; the first is the default. */
function shownLanguage({ settings }: Centre, wanted: Language): Language {
  return settings.languages.includes(wanted) ? wanted : (settings.languages[0] ?? wanted);
}

function wrongField({ path, value, options }: UnknownValue): WrongField {
  const similar = closest(value, options);
  const parameters = { value: value.slice(0, 60), options: options.slice(0, 20).join(', ') };
  return similar === undefined ? { path, code: 'not_one_of', parameters } : { path, code: 'not_one_of_similar', parameters: { ...parameters, similar } };
}
