import type { Fleet } from '../../../common/contract/fleet.ts';
import type { JoinLink } from '../../../common/contract/group-pages.ts';
import { platformFeatures } from '../../../common/platforms.ts';

type Described = Pick<Fleet, 'platform' | 'admission' | 'audience' | 'maximumGroups'>;
type WayIn = Pick<JoinLink, 'apply' | 'enter'>;

/** What is true of the way into all of these fleets, for what is printed: it must hold for as long as the paper hangs there. */
export function wayInto(fleets: readonly Described[]): WayIn {
  return { apply: shared(fleets.map(applying)), enter: shared(fleets.map(entering)) };
}

/** Where they differ, only what holds for each can be said. */
function shared<Word>(words: readonly Word[]): Word | 'mixed' {
  const [first] = words;
  return first !== undefined && words.every((word) => word === first) ? first : 'mixed';
}

function applying({ platform, admission, audience }: Described): WayIn['apply'] {
  if (isDirect({ platform, admission })) return 'direct';
  if (admission?.review === true || admission?.checks?.some((check) => check.kind === 'question' && check.review === true) === true) return 'review';
  // Of whom the centre does not know to belong a moderator decides.
  return audience === undefined || audience.includes('everyone') ? 'at_once' : 'mixed';
}

function entering({ platform, admission, maximumGroups }: Described): WayIn['enter'] {
  if (isDirect({ platform, admission })) return 'direct';
  const { joinsAtOnce, opensGroups } = platformFeatures[platform];
  if (!joinsAtOnce) return 'elsewhere';
  return opensGroups && maximumGroups === undefined ? 'next_group' : 'waitlist';
}

/** Nobody applies: one joins there, by number or link. */
function isDirect({ platform, admission }: Pick<Described, 'platform' | 'admission'>): boolean {
  return !platformFeatures[platform].joinsAtOnce && admission === undefined;
}
