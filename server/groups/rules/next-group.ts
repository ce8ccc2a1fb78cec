import type { Fleet } from '../../../common/contract/fleet.ts';
import { lastPlace, termAt } from '../../../common/solar-terms.ts';

/** The stable name of the group at this place of the line: the pinyin of its term, with its round, else its number; never one that is used. [000] */
export function nextGroupKey(fleet: Pick<Fleet, 'naming'>, position: number, used: readonly string[]): string {
  const round = Math.floor((position - 1) / 24) + 1;
  const wanted = position <= lastPlace && (fleet.naming ?? 'solar_terms') === 'solar_terms' ? `${termAt(position).key}${round === 1 ? '' : `-${round}`}` : `group-${position}`;
  if (!used.includes(wanted)) return wanted;
  let number = 2;
  while (used.includes(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}
