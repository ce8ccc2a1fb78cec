import type { PersonalData } from '../platform/index.ts';
import { forgetInCodes, gatherCodes, moveCodes, moveCodesBack } from './store/personal-codes.ts';

/** What persons announced to groups and confirmed there, and the codes and links that they entered. */
export const groupPagesPersonalData: PersonalData = { area: 'group-pages', gather: gatherCodes, erase: forgetInCodes, move: moveCodes, moveBack: moveCodesBack };
