import { peoplePersonalData } from './people/index.ts';
import type { PersonalData } from './platform/index.ts';

/** Every place where something about a person is kept: exports, erasure and merging go through all of them. */
export const personalData: readonly PersonalData[] = [peoplePersonalData];
