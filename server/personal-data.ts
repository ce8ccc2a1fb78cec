import { mailsPersonalData, noticesPersonalData } from './notices/index.ts';
import { peoplePersonalData } from './people/index.ts';
import type { PersonalData } from './platform/index.ts';

/**
 * Every place where something about a person is kept: exports, erasure and merging go through all of them, in this order. Mails are found by
 * the person's addresses, so they come before people, which erases those.
 */
export const personalData: readonly PersonalData[] = [mailsPersonalData, noticesPersonalData, peoplePersonalData];
