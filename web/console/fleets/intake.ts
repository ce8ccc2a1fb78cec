import type { ComponentType } from 'react';
import { IconArchive, IconArrowsSplit2, IconCircleCheck, IconHourglass, IconLock, IconSnowflake } from '@tabler/icons-react';
import type { GroupStanding } from '../../../common/contract/groups.ts';
import type { Tone } from '../PageHead.tsx';

export type Standing = 'open' | 'diverting' | 'frozen' | 'closed' | 'preparing' | 'archived';

/** What a group's state is called in one word, with a colour and a shape that say the same. */
export function standingOf({ state, intake }: Pick<GroupStanding, 'state' | 'intake'>): Standing {
  return state === 'active' ? intake : state === 'preparing' ? 'preparing' : 'archived';
}

type Icon = ComponentType<{ size?: number | string; 'aria-hidden'?: boolean }>;
export const looks: Readonly<Record<Standing, { tone: Tone; icon: Icon }>> = {
  open: { tone: 'good', icon: IconCircleCheck },
  diverting: { tone: 'soon', icon: IconArrowsSplit2 },
  frozen: { tone: 'bad', icon: IconSnowflake },
  closed: { tone: 'bad', icon: IconLock },
  preparing: { tone: 'info', icon: IconHourglass },
  archived: { tone: 'plain', icon: IconArchive },
};
