import { createUseDeeds, type DeedOf, type Sentence } from '../deeds.ts';
import { usePeopleText, type PeopleTexts } from './use-people-text.ts';

export type Deed = DeedOf<Sentence<PeopleTexts>>;
export const useDeeds = createUseDeeds(usePeopleText);
