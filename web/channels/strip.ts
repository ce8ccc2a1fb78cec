import { createContext, useContext } from 'react';
import type { JoinStrip } from '../../common/contract/join.ts';

/** How a fleet stands at the moment of the page. */
export type FleetNow = JoinStrip['items'][number];
export type GroupNow = FleetNow['groups'][number];

/** How the fleets stand, beside what is described; empty where a page does not ask for it. */
export const StripContext = createContext<readonly FleetNow[]>([]);

export function useFleetNow(key: string): FleetNow | undefined {
  return useContext(StripContext).find((fleet) => fleet.key === key);
}
