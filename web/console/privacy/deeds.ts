import { createUseDeeds, type DeedOf, type Sentence } from '../deeds.ts';
import { usePrivacyText, type PrivacyTexts } from './text.ts';

export type Deed = DeedOf<Sentence<PrivacyTexts>>;
export const useDeeds = createUseDeeds(usePrivacyText);
