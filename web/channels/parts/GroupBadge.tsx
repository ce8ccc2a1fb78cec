import type { GroupView } from '../../../common/contract/support.ts';
import { solarTerms, termName } from '../../../common/solar-terms.ts';
import { usePageTexts, useViewing } from '../viewing.ts';

/** The class that carries the hue of a place in the line of solar terms: 25 is 立春 again. */
export function termClass(term: number | undefined): string {
  return term === undefined ? '' : ` term-${((term - 1) % solarTerms.length) + 1}`;
}

/** A group's solar term in its hue; one that takes nobody is drawn as an outline and says so. */
export function GroupBadge({ group: { term, intake, name }, seats }: { group: GroupView; seats?: { heads: number; target: number } | undefined }) {
  const t = usePageTexts();
  const { language } = useViewing();
  const closed = intake === 'frozen' || intake === 'closed';
  const words = term === undefined ? name : termName(term, language);
  return <span className={`term${termClass(term)}${closed ? ' frozen' : ''}`} title={seats === undefined ? undefined : t('heads', seats)}>{closed ? `${words} · ${t(`intake_${intake}`)}` : words}</span>;
}
